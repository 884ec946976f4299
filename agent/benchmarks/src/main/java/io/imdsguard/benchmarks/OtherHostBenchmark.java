package io.imdsguard.benchmarks;

import java.io.FileDescriptor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the JDK's rewritten classes do besides, on a connection to another host: the very calls that
 * the agent puts into them, in a JVM with the agent. At most 100 ns and 0 bytes.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OtherHostBenchmark {
  private final FileDescriptor fd = new FileDescriptor();
  private final Object request = new Object();
  private InetAddress v4;
  private InetAddress v6;
  private URL url;
  private URI uri;
  private Proxy proxy;
  private ProxySelector selector;

  @Setup
  public void otherHosts() throws Exception {
    v4 = InetAddress.getByAddress(new byte[] {10, 1, 2, 3});
    v6 = InetAddress.getByName("2001:db8::17");
    url = new URL("http://api.example.com/orders");
    uri = url.toURI();
    proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.test", 3128));
    selector = ProxySelector.of(null);
  }

  @Benchmark
  public int connectToIpv4() throws Throwable {
    return JunctionCalls.connect(v4, 80, fd);
  }

  @Benchmark
  public int connectToIpv6() throws Throwable {
    return JunctionCalls.connect(v6, 80, fd);
  }

  @Benchmark
  public int connectToAnotherPort() throws Throwable {
    return JunctionCalls.connect(v4, 443, fd);
  }

  @Benchmark
  public Object httpUrlConnectionThroughAProxy() throws Throwable {
    return JunctionCalls.proxy(url, proxy);
  }

  @Benchmark
  public Object httpClientRequest() throws Throwable {
    JunctionCalls.submitted(request, uri);
    return JunctionCalls.selector(selector, uri);
  }
}

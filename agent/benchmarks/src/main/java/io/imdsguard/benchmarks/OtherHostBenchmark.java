package io.imdsguard.benchmarks;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.channels.SocketChannel;
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
 * What the rewritten classes do besides, on a connection to another host: the very calls that the
 * agent puts into them, in a JVM with the agent. At most 100 ns and 0 bytes.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OtherHostBenchmark {
  private static final MethodHandle ROUTE =
      hook("route", InetAddress.class, InetAddress.class, int.class);
  private static final MethodHandle PORT = hook("port", int.class, InetAddress.class, int.class);
  private static final MethodHandle CONNECTED =
      hook("connected", void.class, InetAddress.class, FileDescriptor.class);
  private static final MethodHandle PROXY = hook("proxy", Proxy.class, URL.class, Proxy.class);
  private static final MethodHandle SELECTOR =
      hook("selector", ProxySelector.class, ProxySelector.class, URI.class);
  private static final MethodHandle SUBMITTED =
      hook("submitted", void.class, Object.class, URI.class);

  private static final MethodHandle REQUEST =
      hook("submitted", void.class, Object.class, String.class, int.class);
  private static final MethodHandle INHERITED =
      hook("inherited", void.class, Object.class, Object.class);
  private static final MethodHandle ENTER = hook("enter", void.class, Object.class, String.class);
  private static final MethodHandle EXIT = hook("exit", void.class, Object.class);
  private static final MethodHandle AWAITED = hook("awaited", boolean.class);
  private static final MethodHandle OPENING =
      hook("enterOpening", void.class, Object.class, SocketAddress.class, String.class);
  private static final MethodHandle CHANNEL_REMOTE =
      hook("channelRemote", SocketAddress.class, Object.class, SocketAddress.class);
  private static final MethodHandle CHANNEL_SHOWN =
      hook("channelShown", SocketAddress.class, SocketAddress.class, Object.class);

  private final FileDescriptor fd = new FileDescriptor();
  private final Object request = new Object();
  private InetAddress v4;
  private InetAddress v6;
  private URL url;
  private URI uri;
  private Proxy proxy;
  private ProxySelector selector;
  private SocketAddress remote;

  /** The class is there once the agent has seen the first class that connects. */
  private static MethodHandle hook(String name, Class<?> returns, Class<?>... parameters) {
    try {
      SocketChannel.open().close();
      String simple = name.startsWith("channel") ? "Handover" : "Junction";
      Class<?> owner = Class.forName("java.net.ImdsGuard" + simple);
      return MethodHandles.publicLookup()
          .findStatic(owner, name, MethodType.methodType(returns, parameters));
    } catch (Exception e) {
      throw new IllegalStateException("run with the agent", e);
    }
  }

  @Setup
  public void otherHosts() throws Exception {
    v4 = InetAddress.getByAddress(new byte[] {10, 1, 2, 3});
    v6 = InetAddress.getByName("2001:db8::17");
    url = new URL("http://api.example.com/orders");
    uri = url.toURI();
    proxy = new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.test", 3128));
    selector = ProxySelector.of(null);
    remote = new InetSocketAddress(v4, 80);
  }

  @Benchmark
  public int connectToIpv4() throws Throwable {
    return connect(v4, 80);
  }

  @Benchmark
  public int connectToIpv6() throws Throwable {
    return connect(v6, 80);
  }

  @Benchmark
  public int connectToAnotherPort() throws Throwable {
    return connect(v4, 443);
  }

  @Benchmark
  public Object httpUrlConnectionThroughAProxy() throws Throwable {
    return (Proxy) PROXY.invokeExact(url, proxy);
  }

  @Benchmark
  public Object httpClientRequest() throws Throwable {
    SUBMITTED.invokeExact(request, uri);
    return (ProxySelector) SELECTOR.invokeExact(selector, uri);
  }

  /** All that a request of an asynchronous client meets, whichever client it is. */
  @Benchmark
  public boolean asynchronousClientRequest() throws Throwable {
    REQUEST.invokeExact(request, "api.example.com", 80);
    INHERITED.invokeExact((Object) uri, request);
    ENTER.invokeExact(request, "com.example.Client#execute");
    boolean awaited = (boolean) AWAITED.invokeExact();
    EXIT.invokeExact(request);
    return awaited;
  }

  /** All that a channel of Netty's meets, from its bootstrap on. */
  @Benchmark
  public Object nettyChannel() throws Throwable {
    OPENING.invokeExact(request, remote, "io.netty.bootstrap.Bootstrap#doResolveAndConnect");
    EXIT.invokeExact(request);
    ENTER.invokeExact(request, "io.netty.channel.DefaultChannelPipeline$HeadContext#connect");
    SocketAddress to = (SocketAddress) CHANNEL_REMOTE.invokeExact(request, remote);
    EXIT.invokeExact(request);
    return (SocketAddress) CHANNEL_SHOWN.invokeExact(to, request);
  }

  private int connect(InetAddress remote, int port) throws Throwable {
    InetAddress routed = (InetAddress) ROUTE.invokeExact(remote, port);
    int to = (int) PORT.invokeExact(routed, port);
    CONNECTED.invokeExact(routed, fd);
    return to;
  }
}

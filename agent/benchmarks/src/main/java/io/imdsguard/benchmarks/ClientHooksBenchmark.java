package io.imdsguard.benchmarks;

import static io.imdsguard.benchmarks.JunctionCalls.awaited;
import static io.imdsguard.benchmarks.JunctionCalls.channel;
import static io.imdsguard.benchmarks.JunctionCalls.connecting;
import static io.imdsguard.benchmarks.JunctionCalls.inherited;
import static io.imdsguard.benchmarks.JunctionCalls.isMetadata;
import static io.imdsguard.benchmarks.JunctionCalls.opening;
import static io.imdsguard.benchmarks.JunctionCalls.proxied;
import static io.imdsguard.benchmarks.JunctionCalls.proxy;
import static io.imdsguard.benchmarks.JunctionCalls.resumed;
import static io.imdsguard.benchmarks.JunctionCalls.submitted;
import static io.imdsguard.benchmarks.JunctionCalls.within;
import static io.imdsguard.benchmarks.JunctionCalls.withinOpening;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
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
 * What each library's hooks do together for one request to another host, its connection to open
 * included: the very calls that the agent puts into the library, in a JVM with the agent. At most
 * 100 ns and 0 bytes. What comes before a call, the reading of a field or two, is the library's own
 * code and not in here.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ClientHooksBenchmark {
  private static final String HOST = "api.example.com";
  private static final String URL = "http://api.example.com/orders";
  private static final String METHOD = "com.example.Client#execute";

  private final Object request = new Object();
  private final Object other = new Object();
  private SocketAddress remote;
  private URI uri;

  @Setup
  public void anotherHost() throws Exception {
    remote = new InetSocketAddress(InetAddress.getByAddress(new byte[] {10, 1, 2, 3}), 80);
    uri = new URI(URL);
  }

  /** Commons HttpClient, Apache HttpClient 4 and 5, Google's, Feign, Spring's over them. */
  @Benchmark
  public Object apache() throws Throwable {
    return proxy(other, HOST, 80);
  }

  @Benchmark
  public Object apacheAsync() throws Throwable {
    submitted(request, HOST, 80);
    within(request, METHOD);
    return awaited() ? request : proxy(other, HOST, 80);
  }

  /** OkHttp, Retrofit. */
  @Benchmark
  public Object okHttp() throws Throwable {
    submitted(request, HOST, 80);
    within(request, METHOD);
    opening(request, remote);
    within(request, METHOD);
    return proxy(other, HOST, 80);
  }

  @Benchmark
  public Object netty() throws Throwable {
    withinOpening(request, remote, METHOD);
    inherited(other, request);
    within(other, METHOD);
    return channel(other, remote);
  }

  /** Over epoll or io_uring. */
  @Benchmark
  public Object nettyNative() throws Throwable {
    return connecting((SocketAddress) netty());
  }

  @Benchmark
  public boolean reactorNetty() throws Throwable {
    submitted(request, null, URL, null);
    inherited(other, request);
    submitted(other, HOST, 80);
    netty();
    return awaited() || proxied(true, remote);
  }

  @Benchmark
  public boolean springWebClient() throws Throwable {
    submitted(request, uri);
    inherited(request, other);
    inherited(other, request);
    within(request, METHOD);
    return reactorNetty();
  }

  @Benchmark
  public Object asyncHttpClient() throws Throwable {
    submitted(request, HOST, 80);
    netty();
    return awaited() ? request : proxy(other, HOST, 80);
  }

  @Benchmark
  public Object jetty() throws Throwable {
    submitted(request, HOST, 80);
    return awaited() ? request : proxy(other, HOST, 80);
  }

  @Benchmark
  public boolean vertx() throws Throwable {
    submitted(request, HOST, 80);
    inherited(other, request);
    inherited(request, other);
    within(request, METHOD);
    netty();
    return awaited() || proxied(true, HOST, 80);
  }

  @Benchmark
  public boolean awsSdkOverNetty() throws Throwable {
    submitted(request, uri);
    netty();
    return awaited() || proxied(true, HOST, 80);
  }

  @Benchmark
  public boolean jersey() throws Throwable {
    submitted(request, uri);
    within(request, METHOD);
    return awaited();
  }

  /** AWS CRT: a connection is asked for and acquired, a request made. */
  @Benchmark
  public boolean awsCrt() throws Throwable {
    inherited(request, other);
    within(request, METHOD);
    inherited(other, request);
    return isMetadata(HOST, 80);
  }

  @Benchmark
  public boolean armeria() throws Throwable {
    submitted(request, HOST, 80);
    inherited(other, request);
    resumed(request);
    netty();
    return awaited() || isMetadata(HOST, 80);
  }

  @Benchmark
  public Object ktor() throws Throwable {
    submitted(request, HOST, 80);
    inherited(other, request);
    inherited(request, other);
    inherited(other, request);
    within(request, METHOD);
    return awaited() || isMetadata(HOST, 80) ? request : proxy(other, HOST, 80);
  }

  @Benchmark
  public boolean pekko() throws Throwable {
    submitted(request, HOST, 80);
    within(request, METHOD);
    return awaited() || isMetadata(HOST, 80);
  }
}

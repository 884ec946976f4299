package io.imdsguard.hooks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The methods that are rewritten, all of them. A JDK has those of its version; a library's are
 * rewritten where the library is.
 *
 * <table>
 *   <caption>Hooks in the JDK</caption>
 *   <tr><th>class</th><th>method</th><th>JDK</th><th>what it does</th></tr>
 *   <tr><td>sun.nio.ch.Net</td><td>connect</td><td>8+</td>
 *     <td>redirects channels, and sockets from 13 on</td></tr>
 *   <tr><td>java.net.AbstractPlainSocketImpl</td><td>doConnect</td><td>8 to 17</td>
 *     <td>redirects sockets up to 12, and later ones with jdk.net.usePlainSocketImpl</td></tr>
 *   <tr><td>java.net.SocksSocketImpl</td><td>connect</td><td>8+</td>
 *     <td>keeps metadata connections away from a SOCKS proxy</td></tr>
 *   <tr><td>java.net.HttpConnectSocketImpl</td><td>connect</td><td>8+</td>
 *     <td>keeps metadata connections away from a CONNECT tunnel</td></tr>
 *   <tr><td>java.net.Proxy</td><td>constructor</td><td>8+</td>
 *     <td>has the next one put in</td></tr>
 *   <tr><td>sun.net.www.http.HttpClient</td><td>New</td><td>8+</td>
 *     <td>keeps HttpURLConnection's metadata requests away from a proxy</td></tr>
 *   <tr><td>jdk.internal.net.http.HttpRequestImpl</td><td>retrieveProxy</td><td>11+</td>
 *     <td>the same for java.net.http</td></tr>
 *   <tr><td>jdk.internal.net.http.websocket.OpeningHandshake</td><td>proxyFor</td><td>11+</td>
 *     <td>the same for its WebSockets</td></tr>
 *   <tr><td>jdk.internal.net.http.MultiExchange</td><td>constructor</td><td>11+</td>
 *     <td>names the caller of java.net.http at submission</td></tr>
 *   <tr><td>jdk.internal.net.http.PlainHttpConnection</td><td>connectAsync</td><td>11+</td>
 *     <td>ties a connection of java.net.http to its submission</td></tr>
 *   <tr><td>java.lang.ProcessBuilder</td><td>start</td><td>8+</td>
 *     <td>has child processes decided whose command line names metadata</td></tr>
 *   <tr><td>java.net.ResponseCache</td><td>setDefault</td><td>8+</td>
 *     <td>has the next one put in</td></tr>
 *   <tr><td>sun.net.www.protocol.http.HttpURLConnection</td><td>plainConnect0, getInputStream0</td>
 *     <td>8+</td><td>keeps metadata's answers from an application's cache, and its from them</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Hooks in client libraries</caption>
 *   <tr><th>class</th><th>method</th><th>library</th><th>what it does</th></tr>
 *   <tr><td>commons.httpclient.HttpConnection</td><td>open</td><td>Commons HttpClient 3.1</td>
 *     <td>leaves out the proxy</td></tr>
 *   <tr><td>http.conn.routing.HttpRoute</td><td>constructor</td><td>HttpClient 4.2 to 4.5</td>
 *     <td>leaves out the proxy, also for the async client</td></tr>
 *   <tr><td>client5.http.HttpRoute</td><td>constructor</td><td>HttpClient 5</td>
 *     <td>the same</td></tr>
 *   <tr><td>DefaultClientExchangeHandlerImpl</td><td>start</td><td>HttpAsyncClient 4</td>
 *     <td>names the caller at submission</td></tr>
 *   <tr><td>AbstractClientExchangeHandler, in 4.0 the above</td><td>connectionAllocated</td>
 *     <td>HttpAsyncClient 4</td><td>binds a connection to its request</td></tr>
 *   <tr><td>AsyncExecChain.Scope</td><td>constructor</td><td>HttpClient 5 async</td>
 *     <td>names the caller at submission</td></tr>
 *   <tr><td>InternalHttpAsyncExecRuntime, InternalH2AsyncExecRuntime</td><td>execute</td>
 *     <td>HttpClient 5 async</td><td>says which request is being sent</td></tr>
 *   <tr><td>impl.async.MinimalHttpAsyncClient, its callback</td><td>leaseEndpoint, completed</td>
 *     <td>HttpClient 5 async</td><td>names the caller; says which request is being sent</td></tr>
 *   <tr><td>core5.reactor.IOSessionImpl</td><td>enqueue</td><td>HttpClient 5 async</td>
 *     <td>binds a connection to that request</td></tr>
 *   <tr><td>Call.AsyncCall, RealCall.AsyncCall</td><td>constructor, execute or run</td>
 *     <td>OkHttp 2.4 to 5</td><td>names the caller of an enqueued call</td></tr>
 *   <tr><td>connection.ConnectPlan</td><td>constructor, connectTcp</td><td>OkHttp 5</td>
 *     <td>names the caller where connects race on threads of their own</td></tr>
 *   <tr><td>Address</td><td>constructor</td><td>OkHttp 2.4 to 5</td>
 *     <td>leaves out the proxy</td></tr>
 *   <tr><td>bootstrap.Bootstrap</td><td>doResolveAndConnect, init; in 4.0 doConnect</td>
 *     <td>Netty 4</td><td>names whoever opens a channel</td></tr>
 *   <tr><td>channel.DefaultChannelPipeline</td><td>connect</td><td>Netty 4</td>
 *     <td>names whoever connects a channel that was opened before</td></tr>
 *   <tr><td>DefaultChannelPipeline.HeadContext</td><td>connect, channelActive</td><td>Netty 4</td>
 *     <td>redirects native transports; ties a channel to its opener</td></tr>
 *   <tr><td>channel.unix.Socket</td><td>connect, sendTo, sendToAddress, sendToAddresses</td>
 *     <td>Netty 4</td><td>redirects native sockets that no pipeline connects</td></tr>
 *   <tr><td>AbstractIoUringChannel.AbstractUringUnsafe</td><td>connect</td>
 *     <td>Netty 4.2, 4.1 with its incubator</td><td>the same for io_uring</td></tr>
 *   <tr><td>channel.AbstractChannel</td><td>remoteAddress</td><td>Netty 4</td>
 *     <td>shows the application the address it asked for</td></tr>
 *   <tr><td>handler.proxy.ProxyHandler</td><td>connect</td><td>Netty 4.1 on</td>
 *     <td>leaves out the proxy</td></tr>
 *   <tr><td>HttpClientConnect.HttpClientHandler</td><td>constructor, requestWithBody</td>
 *     <td>Reactor Netty 0.9 on</td><td>names the caller; binds a connection to its request</td></tr>
 *   <tr><td>HttpClientConnect.MonoHttpConnect</td><td>constructor, subscribe</td>
 *     <td>Reactor Netty 0.9 on</td><td>names the caller where a request is assembled</td></tr>
 *   <tr><td>DefaultClientRequestBuilder</td><td>constructor, build</td>
 *     <td>Spring WebClient 5 to 7</td><td>names the caller where a request is built</td></tr>
 *   <tr><td>ExchangeFunctions.DefaultExchangeFunction</td><td>exchange</td>
 *     <td>Spring WebClient 5 to 7</td><td>says which request is being made</td></tr>
 *   <tr><td>ProxyProvider</td><td>shouldProxy</td><td>Reactor Netty 0.9 on</td>
 *     <td>leaves out the proxy</td></tr>
 *   <tr><td>NettyResponseFuture</td><td>constructor</td><td>AsyncHttpClient 1.9 to 3</td>
 *     <td>names the caller at submission</td></tr>
 *   <tr><td>NettyRequestSender</td><td>writeRequest</td><td>AsyncHttpClient 1.9 to 3</td>
 *     <td>binds a connection to its request</td></tr>
 *   <tr><td>ProxyUtils</td><td>getProxyServer</td><td>AsyncHttpClient 1.9 to 3</td>
 *     <td>leaves out the proxy</td></tr>
 *   <tr><td>client.HttpClient, from 12 on transport.HttpRequest</td><td>send, sendAsync</td>
 *     <td>Jetty 9.4 to 12</td><td>names the caller at submission</td></tr>
 *   <tr><td>HttpChannelOverHTTP</td><td>send</td><td>Jetty 9.4 to 12</td>
 *     <td>binds a connection to its request</td></tr>
 *   <tr><td>ProxyConfiguration</td><td>match</td><td>Jetty 9.4 to 12</td>
 *     <td>leaves out the proxy</td></tr>
 *   <tr><td>http.impl.HttpClientImpl</td><td>request or doRequest, from 5.1 on wrap</td>
 *     <td>Vert.x 4 and 5</td><td>names the caller at submission</td></tr>
 *   <tr><td>impl.future.FutureImpl, Mapping</td><td>tryComplete, completeInternal; constructor</td>
 *     <td>Vert.x 4 and 5</td><td>hands that on to the request, once there is one</td></tr>
 *   <tr><td>http.impl.HttpClientRequestImpl</td><td>constructor</td><td>Vert.x 3</td>
 *     <td>names the caller at submission</td></tr>
 *   <tr><td>http.impl.HttpClientRequestImpl</td><td>handleResponse</td><td>Vert.x 3 to 5</td>
 *     <td>says whose redirect it follows</td></tr>
 *   <tr><td>http.impl.HttpClientRequestImpl</td><td>connected, from 4 on doWrite</td>
 *     <td>Vert.x 3 to 5</td><td>binds a connection to its request</td></tr>
 *   <tr><td>http.impl.HttpClientImpl</td><td>createRequest, request, doRequest or
 *     resolveProxyOptions</td><td>Vert.x 3 to 4.4</td><td>leaves out the proxy</td></tr>
 *   <tr><td>http.impl.HttpClientBase</td><td>resolveProxyOptions, computeProxyOptions</td>
 *     <td>Vert.x 4.5 and 5</td><td>leaves out the proxy</td></tr>
 *   <tr><td>nio.netty.internal.NettyRequestExecutor</td><td>constructor, configureChannel</td>
 *     <td>AWS SDK v2</td><td>names the caller; binds a connection to its request</td></tr>
 *   <tr><td>nio.netty.internal.AwaitCloseChannelPoolMap</td><td>shouldUseProxyForHost</td>
 *     <td>AWS SDK v2</td><td>leaves out the proxy</td></tr>
 *   <tr><td>imds.internal.DefaultEc2MetadataAsyncClient</td><td>get</td>
 *     <td>AWS SDK v2 imds</td><td>names the caller at submission</td></tr>
 *   <tr><td>imds.internal.AsyncHttpRequestHelper</td><td>sendAsyncMetadataRequest</td>
 *     <td>AWS SDK v2 imds</td><td>says which request is being sent</td></tr>
 *   <tr><td>jersey.client.ClientRuntime</td><td>createRunnableForAsyncProcessing and its lambdas</td>
 *     <td>Jersey 2.26 on</td><td>names the caller; says which request is being sent</td></tr>
 *   <tr><td>client.http.HttpRequest, its callable</td><td>executeAsync, call</td>
 *     <td>Google HTTP client</td><td>names the caller; says which request is being sent</td></tr>
 *   <tr><td>crt.http.HttpClientConnectionManager, Http2StreamManager</td><td>constructor</td>
 *     <td>AWS CRT</td><td>sends native connections to the gate, leaves out the proxy</td></tr>
 *   <tr><td>crt.http.HttpClientConnectionManager</td><td>acquireConnection</td>
 *     <td>AWS CRT</td><td>names the caller of a connection</td></tr>
 *   <tr><td>crt.http.HttpClientConnection</td><td>onConnectionAcquired, makeRequest</td>
 *     <td>AWS CRT</td><td>ties a connection to its caller, a request by a ticket</td></tr>
 *   <tr><td>crt.s3.S3Client</td><td>makeMetaRequest, constructor</td>
 *     <td>AWS CRT</td><td>has requests refused whose endpoint is metadata's</td></tr>
 *   <tr><td>crt.mqtt.MqttClientConnection, crt.eventstream.ClientConnection</td><td>connect</td>
 *     <td>AWS CRT</td><td>has connections refused whose host is metadata's</td></tr>
 *   <tr><td>crt.mqtt5.Mqtt5Client</td><td>constructor</td>
 *     <td>AWS CRT</td><td>the same</td></tr>
 *   <tr><td>DefaultChainCredentialsProvider, EcsCredentialsProvider</td><td>constructor</td>
 *     <td>AWS CRT</td><td>takes metadata's credentials from Java instead</td></tr>
 *   <tr><td>ProfileCredentialsProvider</td><td>constructor</td>
 *     <td>AWS CRT</td><td>has profiles decided whose source is metadata</td></tr>
 *   <tr><td>client.DefaultClientRequestContext, later internal</td><td>initEndpoint,
 *     newDerivedContext</td><td>Armeria 1</td>
 *     <td>names the caller at submission; says whose retry or redirect it is</td></tr>
 *   <tr><td>client.ClientRequestContextWrapper</td><td>constructor</td><td>Armeria 1</td>
 *     <td>says whose request a decorator has wrapped</td></tr>
 *   <tr><td>client.HttpSessionHandler</td><td>invoke</td><td>Armeria 1</td>
 *     <td>binds a connection to its request</td></tr>
 *   <tr><td>client.HttpClientDelegate</td><td>execute</td><td>Armeria 1</td>
 *     <td>says that a request is carried out</td></tr>
 *   <tr><td>client.HttpClientDelegate</td><td>getProxyConfig or execute0</td><td>Armeria 1</td>
 *     <td>leaves out the proxy</td></tr>
 *   <tr><td>client.HttpClient</td><td>execute</td><td>Ktor 2 and 3</td>
 *     <td>names the caller at submission</td></tr>
 *   <tr><td>client.request.HttpRequestBuilder</td><td>takeFrom, build</td><td>Ktor 2 and 3</td>
 *     <td>hands that on to copies and to the request</td></tr>
 *   <tr><td>engine.cio.Endpoint</td><td>makeDedicatedRequest and its continuation</td>
 *     <td>Ktor CIO</td><td>says which request is being sent</td></tr>
 *   <tr><td>network.sockets.Connection</td><td>getInput</td><td>Ktor CIO</td>
 *     <td>binds a connection to that request</td></tr>
 *   <tr><td>engine.cio.EngineTasksKt</td><td>requiresDedicatedConnection</td><td>Ktor CIO</td>
 *     <td>gives metadata's requests connections of their own</td></tr>
 *   <tr><td>engine.cio.CIOEngine, Proxy_jvmKt</td><td>selectEndpoint, lookupGlobalProxy</td>
 *     <td>Ktor CIO</td><td>leaves out the proxy</td></tr>
 *   <tr><td>PoolMasterActor.SendRequest</td><td>constructor</td><td>Pekko HTTP 1</td>
 *     <td>names the caller at submission</td></tr>
 *   <tr><td>PoolInterface.Logic</td><td>request, where it is repeated</td><td>Pekko HTTP 1</td>
 *     <td>says whose request goes to another pool</td></tr>
 *   <tr><td>pool.SlotState.Connecting</td><td>onConnectionAttemptSucceeded</td>
 *     <td>Pekko HTTP 1</td><td>binds a connection to its request</td></tr>
 *   <tr><td>ClientTransport.HttpsProxyTransport</td><td>connectTo</td><td>Pekko HTTP 1</td>
 *     <td>leaves out the proxy</td></tr>
 * </table>
 */
public final class Hooks {
  /** What tells that there is a proxy. */
  public static final String PROXY = ProxyMade.TARGET;

  /** What keeps proxies from metadata: rewritten once there is one. */
  public static final String PROXIES = UrlConnectionProxy.TARGET;

  /** What keeps caches from metadata: rewritten once there is one. */
  public static final String CACHES = ResponseCaches.TARGET;

  /** The JDK's classes above. */
  private static final String[] JDK = {
    NetConnect.TARGET,
    PlainSocketConnect.TARGET,
    ProxiedSocketConnect.SOCKS,
    ProxiedSocketConnect.HTTP,
    ProxyMade.TARGET,
    UrlConnectionProxy.TARGET,
    HttpClientProxy.TARGET,
    WebSocketProxy.TARGET,
    HttpClientSubmission.TARGET,
    HttpClientConnect.TARGET,
    ProcessStart.TARGET,
    ResponseCacheInstalled.TARGET,
    ResponseCaches.TARGET,
  };

  private Hooks() {}

  /** The internal names of the JDK's classes that have one. */
  public static List<String> targets() {
    return Arrays.asList(JDK);
  }

  /** The internal names of the libraries' classes that have one. */
  public static List<String> libraryTargets() {
    List<String> targets = new ArrayList<>();
    for (Hook hook : Libraries.HOOKS) {
      if (!targets.contains(hook.target())) {
        targets.add(hook.target());
      }
    }
    return targets;
  }

  /** Whether a class with a hook is to be rewritten only once its hook is asked for. */
  public static boolean isOnDemand(String internalName) {
    return internalName.equals(PROXIES) || internalName.equals(CACHES);
  }

  /** Whether a class of the JDK's with this internal name has a hook. */
  static boolean isHookedInJdk(String name) {
    for (String target : JDK) {
      if (name.equals(target)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The hook in a class of the JDK's: no other's class is loaded, for a first connection waits
   * meanwhile.
   */
  static Hook ofJdk(String target) {
    switch (target) {
      case NetConnect.TARGET:
        return NetConnect.hook();
      case PlainSocketConnect.TARGET:
        return PlainSocketConnect.hook();
      case ProxiedSocketConnect.SOCKS:
      case ProxiedSocketConnect.HTTP:
        return ProxiedSocketConnect.hook(target);
      case ProxyMade.TARGET:
        return ProxyMade.hook();
      case UrlConnectionProxy.TARGET:
        return UrlConnectionProxy.hook();
      case HttpClientProxy.TARGET:
        return HttpClientProxy.hook();
      case WebSocketProxy.TARGET:
        return WebSocketProxy.hook();
      case HttpClientSubmission.TARGET:
        return HttpClientSubmission.hook();
      case HttpClientConnect.TARGET:
        return HttpClientConnect.hook();
      case ProcessStart.TARGET:
        return ProcessStart.hook();
      case ResponseCacheInstalled.TARGET:
        return ResponseCacheInstalled.hook();
      case ResponseCaches.TARGET:
        return ResponseCaches.hook();
      default:
        throw new IllegalStateException("no hook for " + target);
    }
  }

  /**
   * Rewrites a class of the JDK's that has a hook.
   *
   * @param internalName the class's internal name
   * @param classFile its class file
   * @return the new class file
   * @throws IllegalStateException if the method is not there exactly once, so that nothing was done
   */
  public static byte[] rewrite(String internalName, byte[] classFile) {
    return Rewriter.rewrite(new Hook[] {ofJdk(internalName)}, "", classFile);
  }

  /**
   * Rewrites a class of a library's that has hooks.
   *
   * @param loader the class's
   * @param published the internal name that the class was published with
   * @param name the internal name that it has: a relocation may have put something before it
   * @param classFile its class file
   * @return the new class file
   * @throws IllegalStateException if a method is not there, or the class knows what only hooks
   *     know, so that nothing was done
   */
  public static byte[] rewriteLibrary(
      ClassLoader loader, String published, String name, byte[] classFile) {
    boolean rewritten = false;
    try {
      if (new String(classFile, StandardCharsets.ISO_8859_1).contains(Code.BOOT_CLASSES)) {
        throw new IllegalStateException("it calls what only hooks call");
      }
      String prefix = name.substring(0, name.length() - published.length());
      byte[] result = Rewriter.rewrite(Libraries.of(published), prefix, classFile);
      rewritten = true;
      return result;
    } finally {
      Rewritten.note(loader, name, rewritten);
    }
  }

  /** Not made before a library's class comes by. */
  private static final class Libraries {
    private static final Hook[] HOOKS =
        concatenated(
            ApacheHttpClient.hooks(),
            ApacheAsyncClient.hooks(),
            OkHttp.hooks(),
            Netty.hooks(),
            NettySockets.hooks(),
            ReactorNetty.hooks(),
            SpringWebClient.hooks(),
            AsyncHttpClient.hooks(),
            Jetty.hooks(),
            Vertx.hooks(),
            VertxProxies.hooks(),
            AwsNettyClient.hooks(),
            AwsImdsClient.hooks(),
            AwsCrt.hooks(),
            AwsCrtS3.hooks(),
            AwsCrtMessaging.hooks(),
            Jersey.hooks(),
            GoogleHttp.hooks(),
            Armeria.hooks(),
            Ktor.hooks(),
            Pekko.hooks());

    private static Hook[] of(String target) {
      List<Hook> hooks = new ArrayList<>();
      for (Hook hook : HOOKS) {
        if (hook.target().equals(target)) {
          hooks.add(hook);
        }
      }
      if (hooks.isEmpty()) {
        throw new IllegalStateException("no hook for " + target);
      }
      return hooks.toArray(new Hook[0]);
    }

    private static Hook[] concatenated(Hook[]... clients) {
      List<Hook> all = new ArrayList<>();
      for (Hook[] client : clients) {
        for (Hook hook : client) {
          all.add(hook);
        }
      }
      return all.toArray(new Hook[0]);
    }
  }
}

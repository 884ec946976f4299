package io.imdsguard.agent;

import io.imdsguard.caller.JdkCode;
import io.imdsguard.hooks.Hooks;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.Modifier;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.security.ProtectionDomain;
import java.util.HashSet;
import java.util.Set;

/**
 * Waits for the first class that matters. Until one comes by nothing else of the agent is loaded; a
 * program that never opens a connection pays for this and no more.
 */
final class Watch implements ClassFileTransformer, Runnable {
  /**
   * What it does is seldom metadata's: until it is, nothing but the junction is needed. The same is
   * true of a proxy that nobody has used yet.
   */
  private static final String PROCESS = "java/lang/ProcessBuilder";

  /** The classes that {@link Hooks} rewrites, by internal name; a test holds the two equal. */
  static final String[] HOOKED = {
    "sun/nio/ch/Net",
    "java/net/AbstractPlainSocketImpl",
    "java/net/SocksSocketImpl",
    "java/net/HttpConnectSocketImpl",
    "java/net/Proxy",
    "sun/net/www/http/HttpClient",
    "jdk/internal/net/http/HttpRequestImpl",
    "jdk/internal/net/http/websocket/OpeningHandshake",
    "jdk/internal/net/http/MultiExchange",
    "jdk/internal/net/http/PlainHttpConnection",
    PROCESS,
    "java/net/ResponseCache",
    "sun/net/www/protocol/http/HttpURLConnection",
  };

  /** The same for client libraries, by the names that they were published with. */
  static final String[] LIBRARIES = {
    "org/apache/commons/httpclient/HttpConnection",
    "org/apache/http/conn/routing/HttpRoute",
    "org/apache/http/impl/nio/client/DefaultClientExchangeHandlerImpl",
    "org/apache/http/impl/nio/client/AbstractClientExchangeHandler",
    "org/apache/hc/client5/http/HttpRoute",
    "org/apache/hc/client5/http/async/AsyncExecChain$Scope",
    "org/apache/hc/client5/http/impl/async/InternalHttpAsyncExecRuntime",
    "org/apache/hc/client5/http/impl/async/InternalH2AsyncExecRuntime",
    "org/apache/hc/client5/http/impl/async/MinimalHttpAsyncClient",
    "org/apache/hc/client5/http/impl/async/MinimalHttpAsyncClient$4$1",
    "org/apache/hc/client5/http/impl/async/MinimalHttpAsyncClient$3",
    "org/apache/hc/core5/reactor/IOSessionImpl",
    "com/squareup/okhttp/Call$AsyncCall",
    "com/squareup/okhttp/Address",
    "okhttp3/RealCall$AsyncCall",
    "okhttp3/Address",
    "okhttp3/internal/connection/RealCall$AsyncCall",
    "okhttp3/internal/connection/ConnectPlan",
    "io/netty/bootstrap/Bootstrap",
    "io/netty/channel/DefaultChannelPipeline",
    "io/netty/channel/DefaultChannelPipeline$HeadContext",
    "io/netty/channel/unix/Socket",
    "io/netty/channel/uring/AbstractIoUringChannel$AbstractUringUnsafe",
    "io/netty/incubator/channel/uring/AbstractIOUringChannel$AbstractUringUnsafe",
    "io/netty/channel/AbstractChannel",
    "io/netty/handler/proxy/ProxyHandler",
    "reactor/netty/http/client/HttpClientConnect$HttpClientHandler",
    "reactor/netty/http/client/HttpClientConnect$MonoHttpConnect",
    "org/springframework/web/reactive/function/client/DefaultClientRequestBuilder",
    "org/springframework/web/reactive/function/client/ExchangeFunctions$DefaultExchangeFunction",
    "reactor/netty/tcp/ProxyProvider",
    "reactor/netty/transport/ProxyProvider",
    "com/ning/http/client/providers/netty/future/NettyResponseFuture",
    "com/ning/http/client/providers/netty/request/NettyRequestSender",
    "com/ning/http/util/ProxyUtils",
    "org/asynchttpclient/netty/NettyResponseFuture",
    "org/asynchttpclient/netty/request/NettyRequestSender",
    "org/asynchttpclient/util/ProxyUtils",
    "org/eclipse/jetty/client/HttpClient",
    "org/eclipse/jetty/client/http/HttpChannelOverHTTP",
    "org/eclipse/jetty/client/transport/HttpRequest",
    "org/eclipse/jetty/client/transport/internal/HttpChannelOverHTTP",
    "org/eclipse/jetty/client/ProxyConfiguration",
    "io/vertx/core/http/impl/HttpClientImpl",
    "io/vertx/core/impl/future/FutureImpl",
    "io/vertx/core/impl/future/Mapping",
    "io/vertx/core/http/impl/HttpClientRequestImpl",
    "io/vertx/core/http/impl/HttpClientBase",
    "software/amazon/awssdk/http/nio/netty/internal/NettyRequestExecutor",
    "software/amazon/awssdk/http/nio/netty/internal/AwaitCloseChannelPoolMap",
    "software/amazon/awssdk/imds/internal/DefaultEc2MetadataAsyncClient",
    "software/amazon/awssdk/imds/internal/AsyncHttpRequestHelper",
    "org/glassfish/jersey/client/ClientRuntime",
    "com/google/api/client/http/HttpRequest",
    "com/google/api/client/http/HttpRequest$1",
    "software/amazon/awssdk/crt/http/HttpClientConnectionManager",
    "software/amazon/awssdk/crt/http/Http2StreamManager",
    "software/amazon/awssdk/crt/http/HttpClientConnection",
    "software/amazon/awssdk/crt/s3/S3Client",
    "software/amazon/awssdk/crt/mqtt/MqttClientConnection",
    "software/amazon/awssdk/crt/mqtt5/Mqtt5Client",
    "software/amazon/awssdk/crt/eventstream/ClientConnection",
    "software/amazon/awssdk/crt/auth/credentials/DefaultChainCredentialsProvider",
    "software/amazon/awssdk/crt/auth/credentials/EcsCredentialsProvider",
    "software/amazon/awssdk/crt/auth/credentials/ProfileCredentialsProvider",
    "com/linecorp/armeria/client/DefaultClientRequestContext",
    "com/linecorp/armeria/internal/client/DefaultClientRequestContext",
    "com/linecorp/armeria/client/ClientRequestContextWrapper",
    "com/linecorp/armeria/client/HttpSessionHandler",
    "com/linecorp/armeria/client/HttpClientDelegate",
    "io/ktor/client/HttpClient",
    "io/ktor/client/request/HttpRequestBuilder",
    "io/ktor/client/engine/cio/Endpoint",
    "io/ktor/client/engine/cio/Endpoint$makeDedicatedRequest$1",
    "io/ktor/network/sockets/Connection",
    "io/ktor/client/engine/cio/EngineTasksKt",
    "io/ktor/client/engine/cio/CIOEngine",
    "io/ktor/client/engine/cio/Proxy_jvmKt",
    "org/apache/pekko/http/impl/engine/client/PoolMasterActor$SendRequest",
    "org/apache/pekko/http/impl/engine/client/PoolInterface$Logic",
    "org/apache/pekko/http/impl/engine/client/pool/SlotState$Connecting",
    "org/apache/pekko/http/scaladsl/ClientTransport$HttpsProxyTransport",
  };

  /** Classes that announce a request for credentials; loading one starts the guard early. */
  private static final String[] HERALDS = {
    "software/amazon/awssdk/auth/credentials/InstanceProfileCredentialsProvider",
    "software/amazon/awssdk/auth/credentials/ContainerCredentialsProvider",
    "com/amazonaws/auth/InstanceProfileCredentialsProvider",
    "com/amazonaws/auth/ContainerCredentialsProvider",
    "com/amazonaws/auth/EC2ContainerCredentialsProviderWrapper",
    "io/imdsguard/api/ImdsGuard",
  };

  private final Options options;
  private final Instrumentation instrumentation;
  private final Set<String> hooked = new HashSet<>();
  private final Set<String> heralds = new HashSet<>();

  /** The last segments of {@link #LIBRARIES}: a relocated copy has the same. */
  private final Set<String> libraries = new HashSet<>();

  private Start start;

  Watch(Options options, Instrumentation instrumentation) {
    this.options = options;
    this.instrumentation = instrumentation;
    for (String name : HOOKED) {
      hooked.add(name);
    }
    for (String name : HERALDS) {
      heralds.add(name);
    }
    for (String name : LIBRARIES) {
      libraries.add(lastSegment(name));
    }
  }

  @Override
  public byte[] transform(
      ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
    if (name == null) {
      return null;
    }
    String library = null;
    if (hooked.contains(name) || heralds.contains(name)) {
      boolean jdk = loader == null || JdkCode.isPlatform(loader);
      if (jdk != hooked.contains(name)) {
        return null;
      }
    } else {
      library = library(name);
      if (library == null || loader == null) {
        return null;
      }
    }
    // Whoever loads the class may be allowed less than the agent by a security manager.
    return AccessController.doPrivileged(new Arrival(this, loader, library, name, bytes));
  }

  /** A class that matters is being loaded: its class file with the hook, or {@code null}. */
  private byte[] arrived(String name, byte[] bytes) {
    if (!hooked.contains(name)) {
      begin().herald();
      return null;
    }
    if (!name.equals(PROCESS) && !name.equals(Hooks.PROXY)) {
      return begin().rewrite(name, bytes);
    }
    byte[] rewritten = prepared().rewrite(name, bytes);
    if (rewritten == null) {
      // It is not guarded, and the starter is who says so.
      begin();
    }
    return rewritten;
  }

  /** Puts the junction in place, and has everything else done by the starter. */
  Start begin() {
    Start prepared = prepared();
    prepared.begin();
    return prepared;
  }

  /** The name that a library's class was published with, or {@code null} for any other class. */
  private String library(String name) {
    if (!libraries.contains(lastSegment(name))) {
      return null;
    }
    for (String published : LIBRARIES) {
      int prefix = name.length() - published.length();
      if (name.endsWith(published) && (prefix == 0 || name.charAt(prefix - 1) == '/')) {
        return published;
      }
    }
    return null;
  }

  private static String lastSegment(String name) {
    return name.substring(name.lastIndexOf('/') + 1);
  }

  /**
   * Puts the junction in place, on the calling thread. Must not load any class that it may be
   * called for.
   */
  private synchronized Start prepared() {
    if (start == null) {
      Start prepared = new Start(options, instrumentation, this);
      prepared.prepare();
      // Not before: where the stack has no room for it, whoever comes next tries again.
      start = prepared;
    }
    return start;
  }

  @Override
  public void run() {
    prepared().run();
  }

  /** Rewrites the libraries that the application had loaded before the agent came. */
  void catchUpLibraries() {
    for (Class<?> type : instrumentation.getAllLoadedClasses()) {
      if (type.getClassLoader() != null && library(type.getName().replace('.', '/')) != null) {
        begin().retransformLibrary(type);
      }
    }
  }

  /** Rewrites what another agent has loaded already. */
  void catchUp() {
    Class<?>[] loaded = instrumentation.getAllLoadedClasses();
    ClassLoader own = Watch.class.getClassLoader();
    boolean others = false;
    boolean connects = false;
    for (Class<?> type : loaded) {
      ClassLoader loader = type.getClassLoader();
      if (loader == null) {
        connects |= mayConnect(type) && isHooked(type);
      } else {
        others |= loader != own && type != own.getClass();
      }
    }
    if (others && hasProcessBuilder(loaded)) {
      prepared().rewriteLoaded(PROCESS);
    }
    if (connects) {
      begin().rewriteAll();
    }
  }

  /** Only another agent can have loaded it. */
  private static boolean hasProcessBuilder(Class<?>[] loaded) {
    for (Class<?> type : loaded) {
      if (type.getModifiers() == (Modifier.PUBLIC | Modifier.FINAL)
          && type.getName().equals("java.lang.ProcessBuilder")) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether this may be {@code Net} or {@code AbstractPlainSocketImpl}, without which there is no
   * connection yet. To ask a class for its name costs more than all of this, once for each class:
   * of the final ones 2.5 MiB.
   */
  private static boolean mayConnect(Class<?> type) {
    int modifiers = type.getModifiers();
    return modifiers == Modifier.PUBLIC
        ? type.getSuperclass() == Object.class
        : modifiers == Modifier.ABSTRACT && hasParent(type);
  }

  private static boolean hasParent(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    return parent != null && parent != Object.class;
  }

  private static boolean isHooked(Class<?> type) {
    String name = type.getName();
    for (String hooked : HOOKED) {
      if (name.length() == hooked.length() && name.equals(hooked.replace('/', '.'))) {
        return true;
      }
    }
    return false;
  }

  private static final class Arrival implements PrivilegedAction<byte[]> {
    private final Watch watch;
    private final ClassLoader loader;
    private final String library;
    private final String name;
    private final byte[] bytes;

    Arrival(Watch watch, ClassLoader loader, String library, String name, byte[] bytes) {
      this.watch = watch;
      this.loader = loader;
      this.library = library;
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public byte[] run() {
      return library == null
          ? watch.arrived(name, bytes)
          : watch.begin().rewriteLibrary(loader, library, name, bytes);
    }
  }
}

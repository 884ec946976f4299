package io.imdsguard.boot;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What rewritten JDK classes call: is this connection metadata's, and if so, where does it go
 * instead?
 *
 * <p>At run time this class is called {@code java.net.ImdsGuardJunction}: it is defined into {@code
 * java.base} under that name, because a class in a {@code java.} package is the only one that every
 * class loader, OSGi's included, resolves in the boot loader. The two names have the same length,
 * so that the class file can be renamed in place.
 *
 * <p>Everything here but {@link #ask} runs on connections that are not metadata's: no allocation,
 * no lock, no stack walk.
 */
public final class Junction {
  /** Three longs an entry: the address as two (IPv4 as IPv4-mapped), then the port. */
  static volatile long[] guarded = {};

  /** For each entry of {@link #guarded}, the instance that stands for the gate, and its port. */
  static volatile InetAddress[] gates = {};

  static volatile int[] gatePorts = {};

  /** Host names, in lower case, that mean metadata without asking a resolver. */
  static volatile String[] names = {};

  /** False while the policy that may name more addresses has not been read. */
  static volatile boolean settled = true;

  /** Whether an address is guarded that can be spelled shorter than the well-known ones. */
  static volatile boolean shortAddresses;

  /** Whether some child processes are given credentials, or may be by a policy not read yet. */
  static volatile boolean equips;

  static volatile InvocationHandler handler;

  /** How many requests to metadata asynchronous clients hold; null until the first of them. */
  private static volatile AtomicInteger live;

  private Junction() {}

  /**
   * The address to connect to: {@code remote} itself, or the gate's if {@code remote} is a metadata
   * service's.
   *
   * @throws IOException what the connect would have thrown where there is no service, or a refusal
   */
  public static InetAddress route(InetAddress remote, int port) throws IOException {
    if (!settled) {
      ask("settle", null, null, null);
    }
    int entry = Addresses.find(guarded, remote, port);
    if (entry >= 0) {
      return (InetAddress) ask("route", remote, port, entry);
    }
    if (Addresses.instance(gates, remote) >= 0) {
      tell("again", null, null, null);
    }
    return remote;
  }

  /** The port to connect to, given what {@link #route} returned. */
  public static int port(InetAddress routed, int port) {
    int entry = Addresses.instance(gates, routed);
    return entry < 0 ? port : gatePorts[entry];
  }

  /** A connect to {@code routed} has begun: the socket has its local port. */
  public static void connected(InetAddress routed, FileDescriptor fd) throws IOException {
    if (Addresses.instance(gates, routed) >= 0) {
      ask("connected", fd, null, null);
    }
  }

  /** As {@link #connected}, where the JDK lets the application see the address that was used. */
  public static void connectedPlain(InetAddress routed, FileDescriptor fd, Object socketImpl)
      throws IOException {
    if (Addresses.instance(gates, routed) >= 0) {
      ask("connected", fd, socketImpl, null);
    }
  }

  /** Whether an asynchronous client holds a request to metadata, so that hooks have work to do. */
  public static boolean awaited() {
    AtomicInteger count = live;
    return count != null && count.get() > 0;
  }

  /** A request of an asynchronous client is being submitted by the thread that wants its answer. */
  public static void submitted(Object request, URI uri) {
    if (uri != null && namesMetadata(uri.getHost(), Addresses.port(uri))) {
      keep("submitted", request, null);
    }
  }

  /** As above; 0 or a negative port is HTTP's. */
  public static void submitted(Object request, String host, int port) {
    if (isMetadata(host, port)) {
      keep("submitted", request, null);
    }
  }

  /**
   * As above, where a client has the target as a URI or, if that is null, as a text, which if it
   * begins with a slash is relative to another text.
   */
  public static void submitted(Object request, URI uri, String text, String base) {
    if (uri != null) {
      submitted(request, uri);
    } else if (isMetadata(text == null || text.startsWith("/") ? base : text)) {
      keep("submitted", request, null);
    }
  }

  /** A connection is being asked for; which thread opens it the client decides. */
  public static void opening(Object connection, SocketAddress remote) {
    if (direct(remote)) {
      keep("opening", connection, null);
    }
  }

  /** Until {@link #exit}, {@code method} makes a channel for this address, if it is metadata's. */
  public static void enterOpening(Object opener, SocketAddress remote, String method) {
    if (direct(remote)) {
      keep("enter opening", opener, method);
    } else {
      enter(opener, method);
    }
  }

  /** Whether a connection to this port may be metadata's. */
  static boolean mayMatter(int port) {
    return !settled || Addresses.hasPort(guarded, port);
  }

  /** Something is kept now, by this count. */
  static void kept(Object count) {
    if (live == null) {
      live = (AtomicInteger) count;
    }
  }

  private static void keep(String what, Object request, String method) {
    kept(tell(what, request, method, null));
  }

  /** A client has made {@code child} to carry on what it was given {@code parent} for. */
  public static void inherited(Object child, Object parent) {
    if (awaited()) {
      tell("inherited", child, parent, null);
    }
  }

  /** A request is carried out by whatever has it: not for its submitter, if somebody else asks. */
  public static void resumed(Object request) {
    if (awaited()) {
      tell("resumed", request, null, null);
    }
  }

  /** Until {@link #exit}, what {@code method} does on this thread it does for {@code request}. */
  public static void enter(Object request, String method) {
    if (awaited()) {
      tell("enter", request, method, null);
    }
  }

  /** The end of {@link #enter}, whether or not that had anything to note. */
  public static void exit(Object request) {
    if (awaited()) {
      tell("exit", request, null, null);
    }
  }

  /**
   * A request is about to be written to the connection with this local address. Only to be called
   * where {@link #awaited}.
   *
   * @param request the request, or {@code null} for the one that was entered
   */
  public static void bound(Object request, SocketAddress local) {
    tell("bound", request, local, null);
  }

  /** As above. */
  public static void bound(Object request, InetAddress local, int port) {
    tell("bound", request, new InetSocketAddress(local, port), null);
  }

  /** Whether an HTTP client's target is a metadata service; 0 or a negative port is HTTP's. */
  public static boolean isMetadata(String host, int port) {
    return namesMetadata(host, port <= 0 ? 80 : port);
  }

  /** What a client would use as a proxy for this target: none for metadata. */
  public static Proxy proxy(Proxy proxy, String host, int port) {
    return isMetadata(host, port) ? Proxy.NO_PROXY : proxy;
  }

  /** As above, for a chain of proxies that may be empty but not null. */
  public static Object[] proxies(Object[] proxies, String host, int port) {
    return isMetadata(host, port) ? Arrays.copyOf(proxies, 0) : proxies;
  }

  /** Whether a proxy is to be used for this target: never for metadata. */
  public static boolean proxied(boolean proxied, SocketAddress remote) {
    return proxied && !direct(remote);
  }

  /** As above. */
  public static boolean proxied(boolean proxied, URI target) {
    return proxied && !isMetadata(target.getHost(), Addresses.port(target));
  }

  /** As above; 0 or a negative port is HTTP's. */
  public static boolean proxied(boolean proxied, String host, int port) {
    return proxied && !isMetadata(host, port);
  }

  /** As above, where the client has a class of its own for proxies and null means none. */
  public static Object proxy(Object proxy, String host, int port) {
    return proxy != null && isMetadata(host, port) ? null : proxy;
  }

  /** As above, for a client's target. */
  public static Proxy proxy(Proxy proxy, URI target) {
    return proxied(proxy != null, target) ? proxy : null;
  }

  /** The proxy to use for {@code url}: never one for metadata. */
  public static Proxy proxy(URL url, Proxy proxy) {
    if (proxy == null || proxy.type() == Proxy.Type.DIRECT || url == null) {
      return proxy;
    }
    int port = url.getPort() < 0 ? url.getDefaultPort() : url.getPort();
    return namesMetadata(url.getHost(), port) ? Proxy.NO_PROXY : proxy;
  }

  /** The proxy selector to ask about {@code uri}: one without proxies for metadata. */
  public static ProxySelector selector(ProxySelector selector, URI uri) {
    if (selector == null || uri == null || !namesMetadata(uri.getHost(), Addresses.port(uri))) {
      return selector;
    }
    Object direct = tell("selector", null, null, null);
    return direct == null ? selector : (ProxySelector) direct;
  }

  /** Whether a socket that was made with a proxy has to go to {@code remote} without it. */
  public static boolean direct(SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress)) {
      return false;
    }
    InetSocketAddress inet = (InetSocketAddress) remote;
    return inet.isUnresolved()
        ? namesMetadata(inet.getHostString(), inet.getPort())
        : Addresses.find(guarded, inet.getAddress(), inet.getPort()) >= 0;
  }

  /** {@code remote}, resolved if a proxy would have been asked to resolve a metadata service. */
  public static SocketAddress resolved(SocketAddress remote) {
    if (remote instanceof InetSocketAddress) {
      InetSocketAddress inet = (InetSocketAddress) remote;
      if (inet.isUnresolved() && namesMetadata(inet.getHostString(), inet.getPort())) {
        return new InetSocketAddress(inet.getHostString(), inet.getPort());
      }
    }
    return remote;
  }

  /**
   * A child process is about to be started with this command line.
   *
   * @param environment the application's, or {@code null} for the JVM's own
   * @return the environment to start it with
   * @throws IOException if it names metadata and is refused
   */
  @SuppressWarnings("unchecked") // the answer is an environment too
  public static Map<String, String> starting(Map<String, String> environment, String[] command)
      throws IOException {
    boolean named = !settled || Addresses.anyMayName(command, names, shortAddresses);
    if (!named && !equips) {
      return environment;
    }
    try {
      return (Map<String, String>) ask("process", command, environment, null);
    } catch (ConnectException e) {
      if (named) {
        throw new IOException("refused, IMDS Guard could not decide");
      }
      return environment;
    }
  }

  /** The child process that this thread has asked about is started. */
  public static void started(Process process) {
    if (equips) {
      tell("started", process, null, null);
    }
  }

  /**
   * A question of the agent's own API, whose answer is what the policy permits whoever is on the
   * stack: its first element says what the others are; {@code null} if there is none.
   */
  public static Object[] api(String what, Object about) {
    return (Object[]) tell("api", what, about, null);
  }

  private static boolean namesMetadata(String host, int port) {
    return host != null && namesMetadata(host, 0, host.length(), port);
  }

  /** Whether this part of a text is a metadata service's host. */
  private static boolean namesMetadata(String text, int from, int to, int port) {
    if (from >= to || !Addresses.hasPort(guarded, port)) {
      return false;
    }
    if (Addresses.isName(text, from, to)) {
      return Addresses.isAmong(names, text, from, to);
    }
    int quad = Addresses.dottedQuad(text, from, to);
    return quad == Addresses.NOT_A_QUAD
        ? Boolean.TRUE.equals(tell("literal", text.substring(from, to), null, null))
        : Addresses.guards(guarded, quad);
  }

  /** Whether a URL, with or without a scheme, is a metadata service's. */
  private static boolean isMetadata(String url) {
    if (url == null) {
      return false;
    }
    int from = Addresses.hostStart(url);
    int end = Addresses.authorityEnd(url, from);
    int colon = Addresses.portColon(url, from, end);
    int port = Addresses.port(url, from, colon, end);
    return namesMetadata(url, from, colon < 0 ? end : colon, port);
  }

  static Object ask(String what, Object first, Object second, Object third) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      return handler.invoke(what, null, new Object[] {first, second, third});
    } catch (IOException e) {
      throw plain(e);
    } catch (Throwable fault) {
      throw new ConnectException("Connection refused (IMDS Guard: internal fault)");
    } finally {
      restore(interrupted);
    }
  }

  static Object tell(String what, Object first, Object second, Object third) {
    boolean interrupted = Thread.interrupted();
    try {
      return handler.invoke(what, null, new Object[] {first, second, third});
    } catch (Throwable fault) {
      // Nothing is decided here: a request without a caller is unattributed, which the gate
      // refuses.
      return null;
    } finally {
      restore(interrupted);
    }
  }

  /**
   * An interrupt is meant for the application's own waiting, not for the agent's. Put back here and
   * not by the agent, whose classes the application's own thread would see on its stack.
   */
  private static void restore(boolean interrupted) {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The exception, if nothing of it is of the agent's own classes. */
  private static IOException plain(IOException e) {
    for (Throwable each = e; each != null; each = each.getCause()) {
      if (each.getClass().getClassLoader() != null || each.getSuppressed().length > 0) {
        return new ConnectException(e.getMessage());
      }
    }
    return e;
  }
}

package io.imdsguard.benchmarks;

import java.io.FileDescriptor;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.nio.channels.SocketChannel;

/**
 * The calls that the agent puts into classes, as those make them: the handles are constants, so
 * that what is called is compiled into the caller. Only in a JVM with the agent.
 */
final class JunctionCalls {
  private static final String JUNCTION = "java.net.ImdsGuardJunction";
  private static final String HANDOVER = "java.net.ImdsGuardHandover";

  private static final MethodHandle ROUTE =
      hook(JUNCTION, "route", InetAddress.class, InetAddress.class, int.class);
  private static final MethodHandle PORT =
      hook(JUNCTION, "port", int.class, InetAddress.class, int.class);
  private static final MethodHandle CONNECTED =
      hook(JUNCTION, "connected", void.class, InetAddress.class, FileDescriptor.class);
  private static final MethodHandle URL_PROXY =
      hook(JUNCTION, "proxy", Proxy.class, URL.class, Proxy.class);
  private static final MethodHandle HOST_PROXY =
      hook(JUNCTION, "proxy", Object.class, Object.class, String.class, int.class);
  private static final MethodHandle PROXIED =
      hook(JUNCTION, "proxied", boolean.class, boolean.class, String.class, int.class);
  private static final MethodHandle IS_METADATA =
      hook(JUNCTION, "isMetadata", boolean.class, String.class, int.class);
  private static final MethodHandle SELECTOR =
      hook(JUNCTION, "selector", ProxySelector.class, ProxySelector.class, URI.class);
  private static final MethodHandle SUBMITTED_URI =
      hook(JUNCTION, "submitted", void.class, Object.class, URI.class);
  private static final MethodHandle SUBMITTED =
      hook(JUNCTION, "submitted", void.class, Object.class, String.class, int.class);
  private static final MethodHandle SUBMITTED_TEXT =
      hook(JUNCTION, "submitted", void.class, Object.class, URI.class, String.class, String.class);
  private static final MethodHandle PROXIED_TO =
      hook(JUNCTION, "proxied", boolean.class, boolean.class, SocketAddress.class);
  private static final MethodHandle INHERITED =
      hook(JUNCTION, "inherited", void.class, Object.class, Object.class);
  private static final MethodHandle RESUMED = hook(JUNCTION, "resumed", void.class, Object.class);
  private static final MethodHandle ENTER =
      hook(JUNCTION, "enter", void.class, Object.class, String.class);
  private static final MethodHandle EXIT = hook(JUNCTION, "exit", void.class, Object.class);
  private static final MethodHandle AWAITED = hook(JUNCTION, "awaited", boolean.class);
  private static final MethodHandle OPENING =
      hook(JUNCTION, "opening", void.class, Object.class, SocketAddress.class);
  private static final MethodHandle ENTER_OPENING =
      hook(JUNCTION, "enterOpening", void.class, Object.class, SocketAddress.class, String.class);
  private static final MethodHandle CHANNEL_REMOTE =
      hook(HANDOVER, "channelRemote", SocketAddress.class, Object.class, SocketAddress.class);
  private static final MethodHandle CHANNEL_ACTIVE =
      hook(HANDOVER, "channelActive", void.class, Object.class);
  private static final MethodHandle CHANNEL_SHOWN =
      hook(HANDOVER, "channelShown", SocketAddress.class, SocketAddress.class, Object.class);
  private static final MethodHandle CONNECTING =
      hook(HANDOVER, "connecting", SocketAddress.class, SocketAddress.class);

  private JunctionCalls() {}

  /** The classes are there once the agent has seen the first class that connects. */
  private static MethodHandle hook(
      String type, String name, Class<?> returns, Class<?>... parameters) {
    try {
      SocketChannel.open().close();
      return MethodHandles.publicLookup()
          .findStatic(Class.forName(type), name, MethodType.methodType(returns, parameters));
    } catch (Exception e) {
      throw new IllegalStateException("run with the agent", e);
    }
  }

  /** A connection of the JDK's. */
  static int connect(InetAddress remote, int port, FileDescriptor fd) throws Throwable {
    InetAddress routed = (InetAddress) ROUTE.invokeExact(remote, port);
    int to = (int) PORT.invokeExact(routed, port);
    CONNECTED.invokeExact(routed, fd);
    return to;
  }

  static Proxy proxy(URL url, Proxy proxy) throws Throwable {
    return (Proxy) URL_PROXY.invokeExact(url, proxy);
  }

  static Object proxy(Object proxy, String host, int port) throws Throwable {
    return (Object) HOST_PROXY.invokeExact(proxy, host, port);
  }

  static boolean proxied(boolean proxied, String host, int port) throws Throwable {
    return (boolean) PROXIED.invokeExact(proxied, host, port);
  }

  static boolean proxied(boolean proxied, SocketAddress remote) throws Throwable {
    return (boolean) PROXIED_TO.invokeExact(proxied, remote);
  }

  static boolean isMetadata(String host, int port) throws Throwable {
    return (boolean) IS_METADATA.invokeExact(host, port);
  }

  static ProxySelector selector(ProxySelector selector, URI uri) throws Throwable {
    return (ProxySelector) SELECTOR.invokeExact(selector, uri);
  }

  static void submitted(Object request, URI uri) throws Throwable {
    SUBMITTED_URI.invokeExact(request, uri);
  }

  static void submitted(Object request, URI uri, String text, String base) throws Throwable {
    SUBMITTED_TEXT.invokeExact(request, uri, text, base);
  }

  static void submitted(Object request, String host, int port) throws Throwable {
    SUBMITTED.invokeExact(request, host, port);
  }

  static void inherited(Object child, Object parent) throws Throwable {
    INHERITED.invokeExact(child, parent);
  }

  static void resumed(Object request) throws Throwable {
    RESUMED.invokeExact(request);
  }

  /** What a method does for a request, from its beginning to its end. */
  static void within(Object request, String method) throws Throwable {
    ENTER.invokeExact(request, method);
    EXIT.invokeExact(request);
  }

  static boolean awaited() throws Throwable {
    return (boolean) AWAITED.invokeExact();
  }

  static void opening(Object connection, SocketAddress remote) throws Throwable {
    OPENING.invokeExact(connection, remote);
  }

  static void withinOpening(Object opener, SocketAddress remote, String method) throws Throwable {
    ENTER_OPENING.invokeExact(opener, remote, method);
    EXIT.invokeExact(opener);
  }

  /** A channel of Netty's on its way through its pipeline, and what it says its peer is. */
  static SocketAddress channel(Object channel, SocketAddress remote) throws Throwable {
    SocketAddress to = (SocketAddress) CHANNEL_REMOTE.invokeExact(channel, remote);
    CHANNEL_ACTIVE.invokeExact(channel);
    return (SocketAddress) CHANNEL_SHOWN.invokeExact(to, channel);
  }

  /** A socket of Netty's native transports. */
  static SocketAddress connecting(SocketAddress remote) throws Throwable {
    return (SocketAddress) CONNECTING.invokeExact(remote);
  }
}

package io.imdsguard.boot;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ResponseCache;
import java.net.SocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * What a library's classes call just before or after they hand something to native code, whose
 * connections no funnel sees; and what few requests are for. At run time it is {@code
 * java.net.ImdsGuardHandover}, beside {@link Junction}.
 */
public final class Handover {
  /** A name that can't be resolved, nor be a profile's: RFC 6761 section 6.4. */
  private static final byte[] REFUSED = "refused.invalid".getBytes(StandardCharsets.US_ASCII);

  /** Without the slashes, native code may read something else. */
  private static final byte[] HTTPS = "https://".getBytes(StandardCharsets.US_ASCII);

  /** How much of that is in upper or lower case. */
  private static final int LETTERS = 5;

  /** Whether proxies are seen to where they are used. */
  private static volatile boolean proxied;

  private Handover() {}

  /**
   * Where native code has to connect to.
   *
   * @param user what the connections will belong to
   * @param proxy the proxy's host, or {@code null}
   * @param noProxy what the proxy is not for, or {@code null}
   * @param environment 0 if the environment's proxy is not to be used
   * @return what to use instead: host, port, proxy, environment
   */
  public static Object[] dialled(
      Object user, byte[] host, int port, byte[] proxy, byte[] noProxy, int environment) {
    Object[] target = {host, port, proxy, environment, noProxy};
    if (host == null || !Junction.mayMatter(port)) {
      return target;
    }
    try {
      Junction.kept(Junction.ask("dial", user, target, null));
      return target;
    } catch (IOException refused) {
      return new Object[] {REFUSED.clone(), port, null, 0};
    }
  }

  /** Where a native socket is to connect to: the gate, if this is metadata's address. */
  public static SocketAddress connecting(SocketAddress remote) throws IOException {
    if (!(remote instanceof InetSocketAddress) || ((InetSocketAddress) remote).isUnresolved()) {
      return remote;
    }
    InetSocketAddress inet = (InetSocketAddress) remote;
    InetAddress routed = Junction.route(inet.getAddress(), inet.getPort());
    int port = Junction.port(routed, -1);
    return port < 0 ? remote : new InetSocketAddress(routed, port);
  }

  /** The same for data that is sent to an address: with fast open it connects. */
  public static InetAddress sending(InetAddress remote, int port, boolean connects)
      throws IOException {
    return connects ? Junction.route(remote, port) : remote;
  }

  /** A native socket has begun to connect to what {@link #connecting} returned. */
  public static void connected(Object socket, SocketAddress remote) throws IOException {
    if (remote instanceof InetSocketAddress) {
      connected(socket, ((InetSocketAddress) remote).getAddress());
    }
  }

  /** The same for {@link #sending}. */
  public static void connected(Object socket, InetAddress routed) throws IOException {
    if (Junction.port(routed, -1) >= 0) {
      Junction.ask("socket", socket, null, null);
    }
  }

  /**
   * Where a channel of Netty's has to connect to: somewhere else only for metadata and only if its
   * transport does not connect through the JDK, whose own hook would see it.
   */
  public static SocketAddress channelRemote(Object channel, SocketAddress remote)
      throws IOException {
    if (!Junction.direct(remote)
        || !Boolean.TRUE.equals(Junction.tell("native", channel, null, null))) {
      return remote;
    }
    InetSocketAddress asked = (InetSocketAddress) remote;
    InetAddress routed = Junction.route(asked.getAddress(), asked.getPort());
    int port = Junction.port(routed, -1);
    if (port < 0) {
      return remote;
    }
    Junction.ask("diverted", channel, asked, null);
    return new InetSocketAddress(routed, port);
  }

  /** A channel of Netty's has connected: if it was diverted, its local port is known now. */
  public static void channelActive(Object channel) {
    if (Junction.awaited()) {
      Junction.tell("active", channel, null, null);
    }
  }

  /** The remote address that the application is shown: the one it asked for. */
  public static SocketAddress channelShown(SocketAddress remote, Object channel) {
    Object shown =
        remote != null && Junction.awaited() ? Junction.tell("shown", channel, remote, null) : null;
    return shown == null ? remote : (SocketAddress) shown;
  }

  /** The application has answers cached from now on, or not any more. */
  public static void caching(ResponseCache installed) {
    if (installed != null) {
      Junction.tell("demand", "sun/net/www/protocol/http/HttpURLConnection", null, null);
    }
  }

  /** The application has made a proxy. */
  public static void proxying() {
    if (!proxied) {
      proxied = Junction.tell("demand", "sun/net/www/http/HttpClient", null, null) != null;
    }
  }

  /** What caches the answers of this URL: nobody those of metadata. */
  public static ResponseCache cache(ResponseCache installed, URL url) {
    return installed == null || !Junction.isMetadata(url.getHost(), url.getPort())
        ? installed
        : null;
  }

  /** What native code is to write to {@code connection}: with a ticket if that is the gate's. */
  public static byte[] ticketed(byte[] request, Object connection) {
    Object with = Junction.awaited() ? Junction.tell("ticketed", connection, request, null) : null;
    return with == null ? request : (byte[]) with;
  }

  /**
   * The native chain of credentials providers to use in the place of {@code chain}, whose last link
   * asks metadata; 0, which its owner does not take, if none can be had.
   */
  public static long chained(long chain, Object owner) {
    try {
      return (Long) Junction.ask("chain", owner, chain, null);
    } catch (IOException refused) {
      return 0;
    }
  }

  /**
   * The first of the texts that a native credentials provider is made of: a host or a profile's
   * name; one that does not exist if it means metadata and is refused.
   */
  public static byte[] source(
      Object provider, long tls, byte[] first, byte[] second, byte[] third) {
    try {
      byte[][] texts = {first, second, third};
      return (byte[]) Junction.ask("source", provider, texts, tls != 0);
    } catch (IOException refused) {
      return REFUSED.clone();
    }
  }

  /**
   * The endpoint that native code is to send one request to: one that can't be read if it means
   * metadata and is refused.
   *
   * @param endpoint a URL, or {@code null} for the host that the request names, with TLS
   * @param request the request as it goes to native code
   */
  public static byte[] endpoint(byte[] endpoint, byte[] request) {
    // No metadata service speaks TLS.
    if (endpoint == null || isHttps(endpoint)) {
      return endpoint;
    }
    try {
      Junction.ask("endpoint", endpoint, request, null);
      return endpoint;
    } catch (IOException refused) {
      return "http://refused.invalid:refused".getBytes(StandardCharsets.US_ASCII);
    }
  }

  /** The host to connect to: one that does not exist if it means metadata and is refused. */
  public static String host(String host, int port) {
    return why(host, port) == null ? host : new String(REFUSED, StandardCharsets.US_ASCII);
  }

  /** As above. */
  public static byte[] host(byte[] host, int port) {
    boolean mayMatter = host != null && Junction.mayMatter(port);
    return !mayMatter || why(new String(host, StandardCharsets.UTF_8), port) == null
        ? host
        : REFUSED.clone();
  }

  /**
   * Returns if this may be connected to.
   *
   * @throws SecurityException if it means metadata and is refused
   */
  public static void require(String host, Long port) {
    String why = port == null ? null : why(host, port.intValue());
    if (why != null) {
      throw new SecurityException(why);
    }
  }

  /** Why this may not be connected to, or {@code null}. */
  private static String why(String host, int port) {
    if (host == null || !Junction.mayMatter(port)) {
      return null;
    }
    try {
      String authority = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
      byte[] url = ("http://" + authority + ":" + port).getBytes(StandardCharsets.UTF_8);
      Junction.ask("endpoint", url, null, null);
      return null;
    } catch (IOException refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  private static boolean isHttps(byte[] url) {
    int length = HTTPS.length;
    if (url.length < length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      int c = i < LETTERS ? url[i] | 0x20 : url[i];
      if (c != HTTPS[i]) {
        return false;
      }
    }
    return true;
  }
}

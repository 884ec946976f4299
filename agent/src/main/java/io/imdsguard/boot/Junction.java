package io.imdsguard.boot;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.net.ConnectException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.Arrays;
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
  private static volatile long[] guarded = {};

  /** For each entry of {@link #guarded}, the instance that stands for the gate, and its port. */
  private static volatile InetAddress[] gates = {};

  private static volatile int[] gatePorts = {};

  /** Host names, in lower case, that mean metadata without asking a resolver. */
  private static volatile String[] names = {};

  /** False while the policy that may name more addresses has not been read. */
  private static volatile boolean settled = true;

  /** Whether an address is guarded that takes less than {@link #SHORTEST} characters. */
  private static volatile boolean shortAddresses;

  private static volatile InvocationHandler handler;

  /** How many requests to metadata asynchronous clients hold; null until the first of them. */
  private static volatile AtomicInteger live;

  private static final Field HOLDER6 = field(Inet6Address.class, "holder6");
  private static final Field IPADDRESS =
      field(HOLDER6 == null ? null : HOLDER6.getType(), "ipaddress");

  /** 255.255.255.255, which nobody connects to. */
  private static final int NOT_A_QUAD = -1;

  /** Of the well-known addresses, such as 2852039166, the shortest spelling's characters. */
  private static final int SHORTEST = 10;

  private static final long MAPPED = 0x0000ffff00000000L;

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
    int entry = find(remote, port);
    return entry < 0 ? remote : (InetAddress) ask("route", remote, port, entry);
  }

  /** The port to connect to, given what {@link #route} returned. */
  public static int port(InetAddress routed, int port) {
    int entry = gate(routed);
    return entry < 0 ? port : gatePorts[entry];
  }

  /** A connect to {@code routed} has begun: the socket has its local port. */
  public static void connected(InetAddress routed, FileDescriptor fd) throws IOException {
    if (gate(routed) >= 0) {
      ask("connected", fd, null, null);
    }
  }

  /** As {@link #connected}, where the JDK lets the application see the address that was used. */
  public static void connectedPlain(InetAddress routed, FileDescriptor fd, Object socketImpl)
      throws IOException {
    if (gate(routed) >= 0) {
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
    if (uri != null && namesMetadata(uri.getHost(), port(uri))) {
      submitted(request, "request");
    }
  }

  /** As above; a negative port is HTTP's. */
  public static void submitted(Object request, String host, int port) {
    if (isMetadata(host, port)) {
      submitted(request, "request");
    }
  }

  /** As above. */
  public static void submitted(Object request, SocketAddress remote) {
    if (direct(remote)) {
      submitted(request, "request");
    }
  }

  /** A connection is being asked for; which thread opens it the client decides. */
  public static void opening(Object connection, SocketAddress remote) {
    if (direct(remote)) {
      submitted(connection, "connection");
    }
  }

  /** Until {@link #exit}, {@code method} makes a channel for this address, if it is metadata's. */
  public static void enterOpening(Object opener, SocketAddress remote, String method) {
    if (direct(remote)) {
      submitted(opener, method);
    } else {
      enter(opener, method);
    }
  }

  private static void submitted(Object request, String what) {
    Object count = tell("submitted", request, what, null);
    if (live == null) {
      live = (AtomicInteger) count;
    }
  }

  /** A client has made {@code child} to carry on what it was given {@code parent} for. */
  public static void inherited(Object child, Object parent) {
    if (awaited()) {
      tell("inherited", child, parent, null);
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

  /**
   * Where a channel of Netty's has to connect to: somewhere else only for metadata and only if its
   * transport does not connect through the JDK, whose own hook would see it.
   */
  public static SocketAddress channelRemote(Object channel, SocketAddress remote)
      throws IOException {
    if (!direct(remote) || !Boolean.TRUE.equals(tell("native", channel, null, null))) {
      return remote;
    }
    InetSocketAddress asked = (InetSocketAddress) remote;
    InetAddress routed = route(asked.getAddress(), asked.getPort());
    if (gate(routed) < 0) {
      return remote;
    }
    ask("diverted", channel, asked, null);
    return new InetSocketAddress(routed, port(routed, asked.getPort()));
  }

  /** A channel of Netty's has connected: if it was diverted, its local port is known now. */
  public static void channelActive(Object channel) {
    if (awaited()) {
      tell("active", channel, null, null);
    }
  }

  /** The remote address that the application is shown: the one it asked for. */
  public static SocketAddress channelShown(SocketAddress remote, Object channel) {
    Object shown = remote != null && awaited() ? tell("shown", channel, remote, null) : null;
    return shown == null ? remote : (SocketAddress) shown;
  }

  /** Whether an HTTP client's target is a metadata service; a negative port is HTTP's. */
  public static boolean isMetadata(String host, int port) {
    return namesMetadata(host, port < 0 ? 80 : port);
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

  /** As above, where the client has a class of its own for proxies and null means none. */
  public static Object proxy(Object proxy, String host, int port) {
    return proxy != null && isMetadata(host, port) ? null : proxy;
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
    if (selector == null || uri == null || !namesMetadata(uri.getHost(), port(uri))) {
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
        : find(inet.getAddress(), inet.getPort()) >= 0;
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
   * @throws IOException if it names metadata and is refused
   */
  public static void starting(String[] command) throws IOException {
    for (String argument : command) {
      if (!settled || mayName(argument)) {
        try {
          ask("process", command, null, null);
        } catch (ConnectException e) {
          throw new IOException("refused, IMDS Guard could not decide");
        }
        return;
      }
    }
  }

  /** Whether there is a sign of a metadata service; without one there is none in any spelling. */
  private static boolean mayName(String text) {
    int length = 0;
    boolean digit = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c >= 0x80 || "\"'\\\t\r\n".indexOf(c) >= 0) {
        return true;
      }
      boolean address = ".:xX".indexOf(c) >= 0 || Character.digit(c, 16) >= 0;
      length = address ? length + 1 : 0;
      digit = address && (digit || (c <= '9' && c >= '0'));
      if (digit && (length >= SHORTEST || shortAddresses)) {
        return true;
      }
      for (String name : names) {
        if (text.regionMatches(true, i, name, 0, name.length())) {
          return true;
        }
      }
    }
    return false;
  }

  @SuppressWarnings(
      "ReferenceEquality") // the gate's instance means the gate, an equal one does not
  private static int gate(InetAddress address) {
    InetAddress[] all = gates;
    for (int i = 0; i < all.length; i++) {
      if (all[i] == address) {
        return i;
      }
    }
    return -1;
  }

  private static int find(InetAddress address, int port) {
    long[] table = guarded;
    return hasPort(table, port) ? find(table, address, port) : -1;
  }

  private static boolean hasPort(long[] table, int port) {
    for (int i = 2; i < table.length; i += 3) {
      if (table[i] == port) {
        return true;
      }
    }
    return false;
  }

  private static int find(long[] table, InetAddress address, int port) {
    long high = 0;
    long low;
    if (address instanceof Inet6Address) {
      byte[] bytes = bytes((Inet6Address) address);
      high = word(bytes, 0);
      low = word(bytes, 8);
    } else if (address != null) {
      // Inet4Address: the hash code is the address, on every JDK from 8 on, without a copy of it.
      low = MAPPED | (address.hashCode() & 0xffffffffL);
    } else {
      return -1;
    }
    for (int i = 0; i < table.length; i += 3) {
      if (table[i + 2] == port
          && ((table[i] == high && table[i + 1] == low)
              || (table[i] == 0
                  && table[i + 1] >>> 32 == 0xffff
                  && embeds(high, low, (int) table[i + 1])))) {
        return i / 3;
      }
    }
    return -1;
  }

  /** Whether an IPv6 address carries the IPv4 address {@code v4} within. */
  private static boolean embeds(long high, long low, int v4) {
    // The last 32 bits: IPv4-mapped, -compatible and -translated (RFC 4291, 2765), NAT64 with any
    // /96
    // prefix (RFC 6052), ISATAP (RFC 5214), the link-local and private forms of other clouds.
    if ((int) low == v4) {
      return true;
    }
    // 6to4 (RFC 3056) and Teredo, which stores the client's address inverted (RFC 4380).
    if (high >>> 48 == 0x2002 && (int) (high >>> 16) == v4) {
      return true;
    }
    if (high >>> 32 == 0x20010000L && (int) low == ~v4) {
      return true;
    }
    // NAT64's local prefix 64:ff9b:1::/48 (RFC 8215) with the shorter embeddings of RFC 6052, which
    // leave out bits 64 to 71.
    if (high >>> 16 == 0x0064ff9b0001L) {
      int rest = (int) (low >>> 24);
      return (((int) high << 16) | ((int) (low >>> 40) & 0xffff)) == v4
          || (((int) high << 24) | ((int) (low >>> 32) & 0xffffff)) == v4
          || rest == v4;
    }
    return false;
  }

  private static long word(byte[] bytes, int at) {
    long word = 0;
    for (int i = at; i < at + 8; i++) {
      word = (word << 8) | (bytes[i] & 0xff);
    }
    return word;
  }

  private static byte[] bytes(Inet6Address address) {
    if (IPADDRESS != null) {
      try {
        byte[] bytes = (byte[]) IPADDRESS.get(HOLDER6.get(address));
        if (bytes != null) {
          return bytes;
        }
      } catch (IllegalAccessException ignored) {
        // The copy below is slower, not wrong.
      }
    }
    return address.getAddress();
  }

  /** The field, or null where this class may not read it; {@link #bytes} then takes a copy. */
  private static Field field(Class<?> owner, String name) {
    try {
      Field field = owner.getDeclaredField(name);
      field.setAccessible(true);
      return field;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static int port(URI uri) {
    int port = uri.getPort();
    if (port >= 0) {
      return port;
    }
    String scheme = uri.getScheme();
    boolean secure = "https".equalsIgnoreCase(scheme) || "wss".equalsIgnoreCase(scheme);
    return secure ? 443 : 80;
  }

  private static boolean namesMetadata(String host, int port) {
    if (host == null || host.isEmpty() || !hasPort(guarded, port)) {
      return false;
    }
    char first = host.charAt(0);
    boolean letter = (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
    if (!letter || host.indexOf(':') >= 0) {
      int quad = dottedQuad(host);
      return quad == NOT_A_QUAD
          ? Boolean.TRUE.equals(tell("literal", host, null, null))
          : guards(quad);
    }
    for (String name : names) {
      if (host.regionMatches(true, 0, name, 0, name.length())
          && (host.length() == name.length()
              || (host.length() == name.length() + 1 && host.endsWith(".")))) {
        return true;
      }
    }
    return false;
  }

  private static boolean guards(int v4) {
    long[] table = guarded;
    for (int i = 0; i < table.length; i += 3) {
      if (table[i] == 0 && table[i + 1] == (MAPPED | (v4 & 0xffffffffL))) {
        return true;
      }
    }
    return false;
  }

  /** The address that a plain dotted quad spells, or {@link #NOT_A_QUAD} for any other host. */
  private static int dottedQuad(String host) {
    int address = 0;
    int octet = -1;
    int dots = 0;
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      if (c >= '0' && c <= '9' && octet != 0) {
        octet = (octet < 0 ? 0 : octet * 10) + (c - '0');
      } else if (c == '.' && octet >= 0) {
        address = address << 8 | octet;
        octet = -1;
        dots++;
      } else {
        return NOT_A_QUAD;
      }
      if (octet > 255 || dots > 3) {
        return NOT_A_QUAD;
      }
    }
    return dots == 3 && octet >= 0 ? address << 8 | octet : NOT_A_QUAD;
  }

  private static Object ask(String what, Object first, Object second, Object third)
      throws IOException {
    try {
      return handler.invoke(what, null, new Object[] {first, second, third});
    } catch (IOException e) {
      throw e;
    } catch (Throwable fault) {
      throw new ConnectException("Connection refused (IMDS Guard: internal fault)");
    }
  }

  private static Object tell(String what, Object first, Object second, Object third) {
    try {
      return handler.invoke(what, null, new Object[] {first, second, third});
    } catch (Throwable fault) {
      // Nothing is decided here: a request without a caller is unattributed, which the gate
      // refuses.
      return null;
    }
  }
}

package io.imdsguard.probes;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.util.Collections;
import java.util.List;

/** Metadata asked for through proxies: {@code Proxies URL PROXYPORT}. */
public final class Proxies {
  private Proxies() {}

  public static void main(String[] arguments) {
    String url = arguments[0];
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
    Proxy http = new Proxy(Proxy.Type.HTTP, address);
    Proxy socks = new Proxy(Proxy.Type.SOCKS, address);
    Report.run("as-configured", Http::pooled, url);
    Report.run("socket-as-configured", target -> socket(target, new Socket()), url);
    Report.run("explicit-http", target -> through(target, http), url);
    Report.run("explicit-socks", target -> through(target, socks), url);
    Report.run("socket-explicit-http", target -> socket(target, new Socket(http)), url);
    Report.run("socket-explicit-socks", target -> socket(target, new Socket(socks)), url);
    Report.run("unresolved-socks", target -> unresolved(target, new Socket(socks)), url);
    ProxySelector.setDefault(new Always(http));
    Report.run("selector-http", Http::pooled, url);
    ProxySelector.setDefault(new Always(socks));
    Report.run("selector-socks", Http::pooled, url);
    Report.run("socket-selector-socks", target -> socket(target, new Socket()), url);
    System.exit(0);
  }

  private static String through(String url, Proxy proxy) throws Exception {
    return Http.send((HttpURLConnection) new URL(url).openConnection(proxy));
  }

  private static String socket(String url, Socket socket) throws Exception {
    return exchange(new URL(url), socket, new InetSocketAddress(new URL(url).getHost(), 80));
  }

  /** The proxy would resolve the name, if it is one. */
  private static String unresolved(String url, Socket socket) throws Exception {
    InetSocketAddress name = InetSocketAddress.createUnresolved(new URL(url).getHost(), 80);
    return exchange(new URL(url), socket, name);
  }

  private static String exchange(URL url, Socket socket, SocketAddress to) throws Exception {
    try (Socket connected = socket) {
      connected.setSoTimeout(15_000);
      connected.connect(to, 5_000);
      connected.getOutputStream().write(Http.request(url));
      return Http.answer(Http.readAll(connected.getInputStream()));
    }
  }

  private static final class Always extends ProxySelector {
    private final Proxy proxy;

    Always(Proxy proxy) {
      this.proxy = proxy;
    }

    @Override
    public List<Proxy> select(URI uri) {
      return Collections.singletonList(proxy);
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {
      // Not this probe's concern.
    }
  }
}

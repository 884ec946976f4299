package io.imdsguard.probes;

import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;

/**
 * Has the JDK's classes that lead to metadata loaded where the stack has just enough room for the
 * JVM to load them, once the guard stands, then asks through a proxy: {@code ShallowStack URL
 * PROXYPORT}.
 */
public final class ShallowStack {
  private static final String[] CLASSES = {
    "java.net.Proxy",
    "java.net.SocksSocketImpl",
    "java.net.HttpConnectSocketImpl",
    "sun.net.www.http.HttpClient",
  };

  private static boolean loaded;

  private ShallowStack() {}

  public static void main(String[] arguments) {
    String url = arguments[0];
    Report.run("plain", Http::get, url);
    loadAll();
    InetSocketAddress address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1]));
    Report.run(
        "http",
        target ->
            Http.send(
                (HttpURLConnection)
                    new URL(target).openConnection(new Proxy(Proxy.Type.HTTP, address))),
        url);
    Report.run("socks", target -> socks(target, new Proxy(Proxy.Type.SOCKS, address)), url);
    System.exit(0);
  }

  private static void loadAll() {
    for (String name : CLASSES) {
      loaded = false;
      try {
        dive(name);
      } catch (StackOverflowError e) {
        // It is loaded by whoever needs it, then.
      }
    }
  }

  /** Loads the class at the greatest depth that lets it be loaded. */
  private static void dive(String name) {
    if (loaded) {
      return;
    }
    try {
      dive(name);
    } catch (StackOverflowError full) {
      if (!loaded) {
        load(name);
      }
    }
  }

  private static void load(String name) {
    try {
      Class.forName(name, false, null);
      loaded = true;
    } catch (ClassNotFoundException e) {
      loaded = true;
    }
  }

  private static String socks(String url, Proxy proxy) throws Exception {
    URL target = new URL(url);
    try (Socket socket = new Socket(proxy)) {
      socket.setSoTimeout(15_000);
      socket.connect(InetSocketAddress.createUnresolved(target.getHost(), 80), 5_000);
      socket.getOutputStream().write(Http.request(target));
      return Http.answer(Http.readAll(socket.getInputStream()));
    }
  }
}

package io.imdsguard.probes;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/**
 * Fetches a URL through a proxy that it made at its start, whenever a line comes on standard input:
 * {@code ProxyMadeBefore URL PROXYPORT}. The line is the probe's name.
 */
public final class ProxyMadeBefore {
  private ProxyMadeBefore() {}

  public static void main(String[] arguments) throws Exception {
    Proxy proxy =
        new Proxy(
            Proxy.Type.HTTP,
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])));
    System.out.println("ready");
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = lines.readLine(); name != null; name = lines.readLine()) {
      Report.run(
          name,
          url -> Http.send((HttpURLConnection) new URL(url).openConnection(proxy)),
          arguments[0]);
    }
    System.out.println("done");
  }
}

package io.imdsguard.probes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Redirects and proxies of java.net.http: {@code HttpClientAttacks URL PROXYPORT}. */
public final class HttpClientAttacks {
  private HttpClientAttacks() {}

  public static void main(String[] arguments) {
    String url = arguments[0];
    ProxySelector proxy =
        ProxySelector.of(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])));
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      Report.run("redirect-" + status, target -> redirected(status, target, false), url);
      Report.run("redirect-async-" + status, target -> redirected(status, target, true), url);
    }
    HttpClient proxied = HttpClient.newBuilder().proxy(proxy).build();
    Report.run("proxy", target -> send(proxied, target), url);
    Report.run("proxy-async", target -> sendAsync(proxied, target), url);
    HttpClient plain = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Report.run("as-configured", target -> send(plain, target), url);
    System.exit(0);
  }

  private static String redirected(int status, String url, boolean async) throws Exception {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    String first = Redirector.to(status, url);
    return async ? sendAsync(client, first) : send(client, first);
  }

  private static String send(HttpClient client, String url) throws Exception {
    return text(client.send(request(url), HttpResponse.BodyHandlers.ofString()));
  }

  private static String sendAsync(HttpClient client, String url) {
    return text(client.sendAsync(request(url), HttpResponse.BodyHandlers.ofString()).join());
  }

  private static HttpRequest request(String url) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(Duration.ofSeconds(15))
        .header("X-aws-ec2-metadata-token", "AQAEA")
        .build();
  }

  private static String text(HttpResponse<String> response) {
    return response.statusCode() + " " + response.body();
  }
}

package io.imdsguard.probes;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * WebSockets of java.net.http, in application code: {@code WebSockets URL PROXYPORT}. Each says
 * that it is open, or with which status its handshake was answered.
 */
public final class WebSockets {
  private WebSockets() {}

  public static void main(String[] arguments) {
    String url = arguments[0].replace("http://", "ws://");
    ProxySelector proxy =
        ProxySelector.of(
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[1])));
    Report.run("plain", target -> open(HttpClient.newHttpClient(), target), url);
    Report.run(
        "executor",
        target ->
            open(
                HttpClient.newBuilder().executor(task -> new Thread(task).start()).build(), target),
        url);
    Report.run(
        "http1",
        target ->
            open(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), target),
        url);
    Report.run(
        "future",
        target ->
            CompletableFuture.supplyAsync(() -> open(HttpClient.newHttpClient(), target)).join(),
        url);
    Report.run("proxy", target -> open(HttpClient.newBuilder().proxy(proxy).build(), target), url);
    System.exit(0);
  }

  private static String open(HttpClient client, String url) {
    try {
      client
          .newWebSocketBuilder()
          .subprotocols("metadata")
          .buildAsync(URI.create(url), new WebSocket.Listener() {})
          .join()
          .abort();
      return "200 open";
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException) {
        WebSocketHandshakeException refused = (WebSocketHandshakeException) e.getCause();
        return "handshake " + refused.getResponse().statusCode();
      }
      throw e;
    }
  }
}

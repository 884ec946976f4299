package io.imdsguard.probes.clients;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Another host: it answers with the names of the headers that it got, or redirects. */
final class Elsewhere {
  private final HttpServer server;

  private Elsewhere(HttpServer server) {
    this.server = server;
  }

  static Elsewhere start() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(any, 0);
    server.createContext("/headers", Elsewhere::headers);
    server.createContext("/redirect", Elsewhere::redirect);
    server.start();
    return new Elsewhere(server);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  /** A URL that redirects to this one. */
  String redirect(String target) {
    return url("/redirect?" + target);
  }

  private static void headers(HttpExchange exchange) throws IOException {
    String names = exchange.getRequestHeaders().keySet().toString().toLowerCase(Locale.ROOT);
    byte[] body = names.getBytes(StandardCharsets.US_ASCII);
    if (exchange.getRequestURI().getQuery() != null) {
      exchange.getResponseHeaders().add("Connection", "close");
    }
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.getResponseBody().close();
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().getRawQuery();
    exchange.getResponseHeaders().add("Location", target);
    exchange.getResponseHeaders().add("Connection", "close");
    exchange.sendResponseHeaders(302, -1);
  }
}

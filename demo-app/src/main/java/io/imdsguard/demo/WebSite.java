package io.imdsguard.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** The rest of the web, on loopback: a page, and a redirect to wherever its URL says. */
final class WebSite implements AutoCloseable {
  static final String TITLE = "An ordinary page";

  private final HttpServer server;

  private WebSite(HttpServer server) {
    this.server = server;
  }

  static WebSite start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/page", WebSite::page);
    server.createContext("/go", WebSite::redirect);
    server.start();
    return new WebSite(server);
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  String page() {
    return base() + "/page";
  }

  String redirectingTo(String url) {
    return base() + "/go?" + URLEncoder.encode(url, StandardCharsets.UTF_8);
  }

  private static void page(HttpExchange exchange) throws IOException {
    byte[] body = ("<title>" + TITLE + "</title>").getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    String target =
        URLDecoder.decode(exchange.getRequestURI().getRawQuery(), StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Location", target);
    exchange.sendResponseHeaders(302, -1);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}

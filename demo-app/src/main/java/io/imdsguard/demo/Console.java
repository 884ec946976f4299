package io.imdsguard.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;

/** A web page on loopback to try the guarded service by hand. */
final class Console {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<Scenario> scenarios;
  private final ServiceProcess service;
  private final Agent agent;

  private Console(List<Scenario> scenarios, ServiceProcess service, Agent agent) {
    this.scenarios = scenarios;
    this.service = service;
    this.agent = agent;
  }

  /** Serves until the JVM is stopped. */
  static void serve(int port) throws IOException {
    Simulator metadata = Demonstration.metadata();
    WebSite site = WebSite.start();
    Agent agent = Agent.unpack();
    ServiceProcess service = ServiceProcess.start(metadata.endpoint(), agent.jvmOptions());
    Runtime.getRuntime().addShutdownHook(new Thread(service::close));
    Console console = new Console(new Scenarios(metadata, site).all(), service, agent);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", Console::page);
    server.createContext("/scenarios", console::list);
    server.createContext("/play/", console::play);
    server.createContext("/audit/", console::audit);
    server.start();
    System.out.println(
        "The guarded service's page of identities is on http://127.0.0.1:"
            + service.port()
            + "/identity, the page to try it on http://127.0.0.1:"
            + server.getAddress().getPort()
            + "/ (Ctrl-C ends both)");
  }

  private static void page(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestURI().getPath().equals("/")) {
      answer(exchange, 404, "text/plain", "not found".getBytes(StandardCharsets.UTF_8));
      return;
    }
    try (InputStream in = Console.class.getResourceAsStream("/console/index.html")) {
      answer(exchange, 200, "text/html; charset=utf-8", in.readAllBytes());
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    StringBuilder json = new StringBuilder("[");
    for (Scenario scenario : scenarios) {
      json.append(json.length() == 1 ? "" : ",");
      json.append("{\"id\":").append(quoted(scenario.id()));
      json.append(",\"title\":").append(quoted(scenario.title()));
      json.append(",\"attack\":").append(scenario.isAttack()).append('}');
    }
    json(exchange, json.append(']'));
  }

  private void play(HttpExchange exchange) throws IOException {
    String id = exchange.getRequestURI().getPath().substring("/play/".length());
    for (Scenario scenario : scenarios) {
      // A page elsewhere can't send a POST with this header here without being asked.
      if (scenario.id().equals(id) && exchange.getRequestHeaders().containsKey("X-Demo")) {
        Outcome outcome = new Target(service.client(), agent).play(scenario);
        boolean good = outcome.kind() == scenario.with();
        StringBuilder json = new StringBuilder("{\"outcome\":").append(quoted(outcome.toString()));
        json(exchange, json.append(",\"good\":").append(good).append('}'));
        return;
      }
    }
    answer(exchange, 404, "text/plain", "no such scenario".getBytes(StandardCharsets.UTF_8));
  }

  /** The events from the given one on, as a JSON list. */
  private void audit(HttpExchange exchange) throws IOException {
    String from = exchange.getRequestURI().getPath().substring("/audit/".length());
    List<String> events = agent.events();
    int first = from.matches("[0-9]{1,9}") ? Math.min(Integer.parseInt(from), events.size()) : 0;
    List<String> rest = events.subList(first, events.size());
    json(exchange, new StringBuilder("[").append(String.join(",", rest)).append(']'));
  }

  private static String quoted(String text) throws IOException {
    return JSON.writeValueAsString(text);
  }

  private static void json(HttpExchange exchange, StringBuilder json) throws IOException {
    answer(exchange, 200, "application/json", json.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void answer(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

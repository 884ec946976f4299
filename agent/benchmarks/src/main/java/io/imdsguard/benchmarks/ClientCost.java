package io.imdsguard.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/**
 * What the agent costs each client of the matrix in its newest version: requests a second to
 * another host on loopback, and CPU time for each, with the agent against an empty one. Two JVMs
 * take turns, a tenth of a second each, so that what else the machine does befalls both.
 */
final class ClientCost {
  private static final int SLICE_MILLIS = 100;
  private static final int TURNS_A_ROUND = 10;
  private static final int WARM_UP_MILLIS = 6_000;

  private final Path jdk;
  private final int rounds;
  private final String empty;
  private final String agent;
  private final ClientJars jars;

  /**
   * Creates one.
   *
   * @param rounds how often each of the two has ten turns
   */
  ClientCost(Path jdk, int rounds, Path emptyAgent, Path agent, ClientJars jars) {
    this.jdk = jdk;
    this.rounds = rounds;
    this.empty = emptyAgent.toString();
    this.agent = agent.toString();
    this.jars = jars;
  }

  /**
   * Measures and prints.
   *
   * @param wanted the names of the clients; none for all of them
   */
  void print(List<String> wanted) throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%s, requests to another host, %d pairs of turns%n  %-51s %9s %6s %6s %6s %6s %11s%n",
        jdk.getFileName(),
        TURNS_A_ROUND * rounds,
        "",
        "a second",
        "ratio",
        "+-",
        "CPU",
        "+-",
        "more bytes");
    Path audit = Files.createTempFile("audit", ".jsonl");
    HttpServer server = server();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      for (ClientJars.Line line : jars.lines(jdk)) {
        if (wanted.isEmpty() || wanted.contains(line.client())) {
          System.out.println(row(line, agent + "=mode=enforce,audit=" + audit, url));
        }
      }
    } finally {
      server.stop(0);
      Files.delete(audit);
    }
  }

  private String row(ClientJars.Line line, String with, String url) {
    String name = line.client() + " " + line.version();
    try (LoadedClient floor = client(line, empty, url);
        LoadedClient guarded = client(line, with, url)) {
      floor.run(WARM_UP_MILLIS);
      guarded.run(WARM_UP_MILLIS);
      Series rate = new Series(TURNS_A_ROUND * rounds);
      Series ratio = new Series(TURNS_A_ROUND * rounds);
      Series cpu = new Series(TURNS_A_ROUND * rounds);
      Series bytes = new Series(TURNS_A_ROUND * rounds);
      for (int i = 0; i < TURNS_A_ROUND * rounds; i++) {
        LoadedClient.Slice one = (i % 2 == 0 ? floor : guarded).run(SLICE_MILLIS);
        LoadedClient.Slice other = (i % 2 == 0 ? guarded : floor).run(SLICE_MILLIS);
        LoadedClient.Slice without = i % 2 == 0 ? one : other;
        LoadedClient.Slice guardedSlice = i % 2 == 0 ? other : one;
        rate.add(without.requestsPerSecond());
        ratio.add(guardedSlice.requestsPerSecond() / without.requestsPerSecond());
        cpu.add(guardedSlice.cpuPerRequest() / without.cpuPerRequest());
        bytes.add(guardedSlice.bytesPerRequest() - without.bytesPerRequest());
      }
      return String.format(
          Locale.ROOT,
          "  %-51s %9.0f %6.3f %6.3f %6.3f %6.3f %11.0f",
          name,
          rate.median(),
          ratio.median(),
          ratio.uncertainty(),
          cpu.median(),
          cpu.uncertainty(),
          bytes.median());
    } catch (IOException | RuntimeException e) {
      return String.format(Locale.ROOT, "  %-51s could not be measured: %s", name, e.getMessage());
    }
  }

  private LoadedClient client(ClientJars.Line line, String with, String url) throws IOException {
    return new LoadedClient(jdk, with, line.classPath(), line.adapter(), url);
  }

  private static HttpServer server() throws IOException {
    // Else an answer waits for the acknowledgement of its head (JDK-8014254).
    System.setProperty("sun.net.httpserver.nodelay", "true");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", ClientCost::answer);
    server.setExecutor(Executors.newFixedThreadPool(4, ClientCost::daemon));
    server.start();
    return server;
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "server");
    thread.setDaemon(true);
    return thread;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = "an answer".getBytes(StandardCharsets.US_ASCII);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}

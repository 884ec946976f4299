package io.imdsguard.benchmarks;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole processes with an empty agent, with it again, and with the agent. */
final class ProcessCost {
  private static final double MILLION = 1e6;
  private static final int LIFE_SECONDS = 5;

  private final Path jdk;
  private final int rounds;
  private final String empty;
  private final String agent;

  ProcessCost(Path jdk, int rounds, Path emptyAgent, Path agent) {
    this.jdk = jdk;
    this.rounds = rounds;
    this.empty = emptyAgent.toString();
    this.agent = agent.toString();
  }

  void print() throws IOException, InterruptedException {
    System.out.println(jdk.getFileName() + ", medians of " + rounds + " rounds");
    System.out.println(Measure.heading());
    Measure wall = new Measure("hello world", "ms", "1.1 x", true, rounds);
    measure(wall, with -> Child.run(jdk, with, "HelloWorld").nanos() / MILLION);
    System.out.println(wall);
    Measure memory = new Measure("its memory", "MiB", "+4", false, rounds);
    measure(memory, with -> Child.run(jdk, with, "HelloWorld", "memory").number(1) / 1024.0);
    System.out.println(memory);
    request();
  }

  /** One request to another host, with a policy of 60 lines. */
  private void request() throws IOException, InterruptedException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Path policy = Files.createTempFile("policy", ".yaml");
    Files.writeString(policy, LongPolicy.text());
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      Measure answer = new Measure("start to first answer", "ms", "1.4 x", true, rounds);
      Measure time = new Measure("the request alone", "ms", "-", true, rounds);
      Measure memory = new Measure("memory after 5 s", "MiB", "+16", false, rounds);
      for (int i = 0; i < rounds; i++) {
        Child[] three = new Child[3];
        for (int k = 0; k < 3; k++) {
          int which = i % 2 == 0 ? k : 2 - k;
          String with = which == 2 ? agent + "=policy=" + policy : empty;
          three[which] =
              Child.run(
                  jdk, with, "OneRequest", url, "" + LIFE_SECONDS, "" + System.currentTimeMillis());
        }
        answer.add(three[0].number(2), three[1].number(2), three[2].number(2));
        time.add(
            three[0].number(0) / MILLION,
            three[1].number(0) / MILLION,
            three[2].number(0) / MILLION);
        memory.add(
            three[0].number(1) / 1024.0, three[1].number(1) / 1024.0, three[2].number(1) / 1024.0);
      }
      System.out.println(answer);
      System.out.println(time);
      System.out.println(memory);
    } finally {
      server.stop(0);
      Files.delete(policy);
    }
  }

  /** Every other round runs backwards, so that none of the three always comes first. */
  private void measure(Measure measure, Measure.Run run) throws IOException, InterruptedException {
    for (int i = 0; i < rounds; i++) {
      double[] three = new double[3];
      for (int k = 0; k < 3; k++) {
        int which = i % 2 == 0 ? k : 2 - k;
        three[which] = run.with(which == 2 ? agent : empty);
      }
      measure.add(three[0], three[1], three[2]);
    }
  }
}

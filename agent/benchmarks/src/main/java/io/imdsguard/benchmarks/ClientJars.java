package io.imdsguard.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The client libraries of the end-to-end tests' matrix, where those have laid them out. */
final class ClientJars {
  private static final List<String> PROBES =
      List.of("", "jetty-12", "spring-6", "vertx-3", "reactor-netty-0.9", "relocated");

  private final Path agent;

  /** A client in its newest version, and what it takes to run it. */
  record Line(String client, String version, String adapter, String classPath) {}

  /**
   * Creates one.
   *
   * @param agent the folder of the agent's modules
   */
  ClientJars(Path agent) {
    this.agent = agent;
  }

  /** Whether they are there. */
  boolean areLaidOut() {
    return Files.exists(agent.resolve("e2e/target/clients/done.tsv"));
  }

  /** Those that run on this JDK. */
  List<Line> lines(Path jdk) throws IOException {
    int feature = feature(jdk);
    List<Line> lines = new ArrayList<>();
    for (String text : Files.readAllLines(agent.resolve("e2e/clients.tsv"))) {
      if (text.startsWith("#") || text.isBlank()) {
        continue;
      }
      String[] column = text.split("\t", -1);
      String[] versions = column[3].split(",", -1);
      String[] newest = versions[versions.length - 1].split("@", -1);
      if (newest.length < 2 || Integer.parseInt(newest[1]) <= feature) {
        lines.add(new Line(column[0], newest[0], column[1], classPath(column[0], newest[0])));
      }
    }
    return lines;
  }

  private String classPath(String client, String version) {
    StringBuilder path = new StringBuilder(System.getProperty("java.class.path"));
    for (String module : PROBES) {
      Path classes = agent.resolve("probes").resolve(module).resolve("target/classes");
      path.append(File.pathSeparator).append(classes);
    }
    if (!version.equals("JDK")) {
      String folder = (client + "-" + version).replace(", ", "-").replace(' ', '-');
      Path jars = agent.resolve("e2e/target/clients").resolve(folder).resolve("target/jars/*");
      path.append(File.pathSeparator).append(jars);
    }
    return path.toString();
  }

  private static int feature(Path jdk) throws IOException {
    for (String line : Files.readAllLines(jdk.resolve("release"))) {
      if (line.startsWith("JAVA_VERSION=\"")) {
        return Integer.parseInt(line.substring(14).split("[.\"-]", 2)[0]);
      }
    }
    throw new IOException(jdk + " does not say which version it is");
  }
}

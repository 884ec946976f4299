package io.imdsguard.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** {@code java -jar agent/benchmarks/target/benchmarks.jar [PART [ROUNDS [CLIENT...]]]}. */
public final class Main {
  private static final List<String> PARTS = List.of("processes", "clients", "jmh");

  private Main() {}

  /**
   * Measures on the JDKs 17 and 25 of /usr/lib/jvm and IMDS_GUARD_JDKS.
   *
   * @param arguments one of {@code processes}, {@code clients} and {@code jmh}, all three if not
   *     given; the number of rounds of the first two, 15 if not given; the names of the clients,
   *     all of the matrix if not given
   */
  public static void main(String[] arguments) throws Exception {
    if (arguments.length > 0 && !PARTS.contains(arguments[0])) {
      System.err.println("Expected one of " + PARTS + ", then a number of rounds");
      System.exit(2);
    }
    List<String> parts = arguments.length > 0 ? List.of(arguments[0]) : PARTS;
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 15;
    List<String> clients =
        List.of(arguments).subList(Math.min(2, arguments.length), arguments.length);
    Path target = Path.of(System.getProperty("java.class.path")).toAbsolutePath().getParent();
    Path agent = target.resolve("../../target/imds-guard-agent.jar").normalize();
    Path empty = target.resolve("benchmarks-empty-agent.jar");
    ClientJars jars = new ClientJars(agent.resolve("../..").normalize());
    for (Path jdk : jdks()) {
      if (parts.contains("processes")) {
        new ProcessCost(jdk, rounds, empty, agent).print();
        new CredentialsCost(jdk, (rounds + 2) / 3, empty, agent, target.resolve("sdk")).print();
      }
      if (parts.contains("clients")) {
        if (jars.areLaidOut()) {
          new ClientCost(jdk, rounds, empty, agent, jars).print(clients);
        } else {
          System.out.println("SKIPPED: the client libraries are not laid out, see the README");
        }
      }
      if (parts.contains("jmh")) {
        jmh(jdk, agent);
      }
    }
  }

  private static void jmh(Path jdk, Path agent) throws Exception {
    System.out.println(jdk.getFileName() + ", what is added to a connection to another host");
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(OtherHostBenchmark.class.getName())
            .include(ClientHooksBenchmark.class.getName())
            .jvm(jdk.resolve("bin/java").toString())
            .jvmArgsAppend("-javaagent:" + agent)
            .addProfiler(GCProfiler.class);
    new Runner(options.build()).run();
  }

  private static List<Path> jdks() throws Exception {
    List<Path> found = new ArrayList<>();
    String folders = System.getenv().getOrDefault("IMDS_GUARD_JDKS", "");
    for (String wanted : new String[] {"17", "25"}) {
      Path jdk = null;
      for (String folder : (folders + ":/usr/lib/jvm").split(":")) {
        if (jdk == null && !folder.isEmpty() && Files.isDirectory(Path.of(folder))) {
          try (Stream<Path> homes = Files.list(Path.of(folder))) {
            jdk = homes.sorted().filter(home -> is(wanted, home)).findFirst().orElse(null);
          }
        }
      }
      if (jdk == null) {
        System.out.println("SKIPPED: no JDK " + wanted + " found");
      } else {
        found.add(jdk);
      }
    }
    return found;
  }

  private static boolean is(String feature, Path home) {
    try {
      return Files.isExecutable(home.resolve("bin/java"))
          && Files.readString(home.resolve("release")).contains("JAVA_VERSION=\"" + feature);
    } catch (java.io.IOException noSuchFile) {
      return false;
    }
  }
}

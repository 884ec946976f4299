package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Beside another agent, before or after it on the command line, everything is decided and
 * attributed as it is without, for five clients; and the other agent does its work.
 */
class CoexistenceIT {
  private static final List<Integer> JDKS = List.of(17, 25);
  private static final String[] CLIENTS = {
    "UrlConnection", "JavaNetHttp", "HttpClient5", "OkHttp3", "ReactorNettyClient"
  };
  private static final String[] LAID_OUT = {
    "Apache-HttpClient-5-5.6.5", "OkHttp-4.12.0", "Reactor-Netty-1.3.7"
  };

  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir static Path folder;
  private static final Map<Run, CompletableFuture<Jvm.Run>> RUNS = new LinkedHashMap<>();
  private static final ExecutorService TWO = Executors.newFixedThreadPool(2);

  /** Which other agent, if any, and where. */
  private record Run(Jdk jdk, OtherAgent agent, boolean first) {
    Path folder() {
      return folder.resolve(jdk.feature() + "-" + agent + "-" + first);
    }

    Run alone() {
      return new Run(jdk, null, false);
    }

    @Override
    public String toString() {
      return agent + (first ? " before" : " after") + " on " + jdk;
    }
  }

  @BeforeAll
  static void startAll() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("policy.yaml"),
            """
            version: 1
            mode: enforce
            rules:
              - allow: permitted
                callers:
                  - class: io.imdsguard.probes.clients.*
                    through: io.imdsguard.probes.clients.Permitted
                paths: ["/latest/meta-data/**"]
            """);
    for (Jdk jdk : Jdk.all()) {
      if (JDKS.contains(jdk.feature())) {
        start(new Run(jdk, null, false), policy);
        for (OtherAgent agent : OtherAgent.values()) {
          if (agent.starts(jdk)) {
            start(new Run(jdk, agent, true), policy);
            start(new Run(jdk, agent, false), policy);
          }
        }
      }
    }
  }

  @AfterAll
  static void stop() {
    TWO.shutdownNow();
  }

  private static void start(Run run, Path policy) {
    RUNS.put(run, CompletableFuture.supplyAsync(() -> fork(run, policy), TWO));
  }

  private static Jvm.Run fork(Run run, Path policy) {
    Jvm jvm =
        Jvm.on(run.jdk())
            .guarded("policy=" + policy)
            .option("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");
    for (String client : LAID_OUT) {
      jvm.classPath(MatrixCell.LAID_OUT.resolve(client).resolve("target/jars/*").toAbsolutePath());
    }
    if (run.agent() != null) {
      String[] options = options(run).toArray(new String[0]);
      Jvm with = run.first() ? jvm.optionBefore(options) : jvm.option(options);
      return with.run("io.imdsguard.probes.clients.Several", arguments());
    }
    return jvm.run("io.imdsguard.probes.clients.Several", arguments());
  }

  private static List<String> options(Run run) {
    try {
      return run.agent().options(Files.createDirectories(run.folder()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String[] arguments() {
    List<String> arguments = new ArrayList<>(List.of(Service.HOST, "0"));
    arguments.addAll(List.of(CLIENTS));
    return arguments.toArray(new String[0]);
  }

  @TestFactory
  Stream<DynamicTest> everyoneGetsWhatTheyWouldWithoutIt() {
    return each(
        (run, with, alone) ->
            assertThat(answers(with)).as(with.toString()).isNotEmpty().isEqualTo(answers(alone)));
  }

  @TestFactory
  Stream<DynamicTest> everyRequestIsDecidedAndNamedAsWithoutIt() {
    return each(
        (run, with, alone) ->
            assertThat(events(with)).as(with.toString()).isNotEmpty().isEqualTo(events(alone)));
  }

  @TestFactory
  Stream<DynamicTest> whoeverMayGetsAndNobodyElseDoes() {
    return each(
        (run, with, alone) ->
            assertThat(answers(with))
                .as(with.toString())
                .hasSizeGreaterThan(4 * CLIENTS.length)
                .allSatisfy(
                    (name, answer) ->
                        assertThat(answer)
                            .as(name)
                            .startsWith(
                                name.endsWith("-id")
                                    ? "200 i-"
                                    : name.endsWith("-stranger") ? "403" : "404")));
  }

  @TestFactory
  Stream<DynamicTest> theOtherAgentDoesItsWork() {
    return each(
        (run, with, alone) ->
            assertThat(run.agent().works(with, run.folder())).as(with.toString()).isTrue());
  }

  @TestFactory
  Stream<DynamicTest> everyHookFindsItsMethod() {
    return each(
        (run, with, alone) ->
            assertThat(with.stderr())
                .contains("IMDS Guard 0.1.0: on")
                .doesNotContain("may be unattributed", "NOT GUARDED"));
  }

  /** What is looked at in a run beside another agent, and in one without. */
  private interface Check {
    void on(Run run, Jvm.Run with, Jvm.Run alone);
  }

  private static Stream<DynamicTest> each(Check check) {
    return RUNS.keySet().stream()
        .filter(run -> run.agent() != null)
        .map(
            run ->
                DynamicTest.dynamicTest(
                    run.toString(),
                    () -> check.on(run, RUNS.get(run).join(), RUNS.get(run.alone()).join())));
  }

  /** What each client got for each request to the service. */
  private static Map<String, String> answers(Jvm.Run run) {
    Map<String, String> answers = new LinkedHashMap<>();
    for (String line : run.stdout().lines().toList()) {
      String[] words = line.split(" ", 3);
      if (words[0].equals("CELL") && !words[1].endsWith("-elsewhere")) {
        answers.put(words[1], words[2]);
      }
    }
    return answers;
  }

  /** The events of those requests, without what differs from run to run. */
  private static List<String> events(Jvm.Run run) {
    return run.stderr()
        .lines()
        .filter(line -> line.startsWith("{\"time\"") && line.contains("/cell-"))
        .map(
            line ->
                line.replaceAll("\"(time|thread)\":\"[^\"]*\",?", "")
                    .replaceAll("\"(seq|micros|pid)\":\\d+,?", ""))
        .sorted()
        .toList();
  }
}

package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every client of clients.tsv: who asks is known in each of its forms, and only who may gets. */
class ClientMatrixIT {
  private static final Map<String, Map<String, String>> TABLE = new TreeMap<>();
  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir static Path folder;
  private static MatrixRuns runs;

  @BeforeAll
  static void theServiceHasItsMoods() {
    Moods.on(SERVICE.simulator());
  }

  @TestFactory
  Stream<DynamicNode> everyCell() throws IOException {
    Path policy = policy(folder);
    List<MatrixCell> cells = MatrixCell.toRun();
    runs = new MatrixRuns(cells, cell -> run(cell, policy));
    return cells.stream()
        .map(cell -> DynamicContainer.dynamicContainer(cell.toString(), tests(cell)));
  }

  /** A policy by which whoever has {@code Permitted} on its stack may ask. */
  static Path policy(Path folder) throws IOException {
    return Files.writeString(
        folder.resolve("policy.yaml"),
        """
        version: 1
        mode: enforce
        imdsv1: upgrade
        rules:
          - allow: permitted
            callers:
              - class: io.imdsguard.probes.clients.*
                through: io.imdsguard.probes.clients.Permitted
            paths: ["/latest/meta-data/**"]
        """);
  }

  private static Stream<DynamicTest> tests(MatrixCell cell) {
    note(cell, cell.runs() ? "ok" : "needs " + cell.leastJdk());
    if (!cell.runs()) {
      return Stream.empty();
    }
    return Stream.<Map.Entry<String, Check>>of(
            Map.entry("whoever may, gets", ClientMatrixIT::permittedGets),
            Map.entry("nobody else does", ClientMatrixIT::strangersDoNot),
            Map.entry("every request names who asked", ClientMatrixIT::named),
            Map.entry("a retry is its caller's", ClientMatrixIT::retried),
            Map.entry("a redirect within the service is its caller's", ClientMatrixIT::moved),
            Map.entry("every hook finds its method", ClientMatrixIT::hooked),
            Map.entry("another host is untouched", ClientMatrixIT::elsewhere),
            Map.entry("a redirect from elsewhere is no way in", ClientMatrixIT::redirected),
            Map.entry("no proxy carries a request out", ClientMatrixIT::proxied))
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.getKey(),
                    () -> {
                      try {
                        check.getValue().on(cell, runs.of(cell));
                      } catch (AssertionError | RuntimeException e) {
                        note(cell, "FAILED");
                        throw e;
                      }
                    }));
  }

  /** What one test of a cell is. */
  private interface Check {
    void on(MatrixCell cell, Jvm.Run run);
  }

  private static Jvm.Run run(MatrixCell cell, Path policy) {
    // A cell is over before better code would have paid.
    Jvm jvm =
        Jvm.on(cell.jdk())
            .option("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            .guarded("policy=" + policy);
    // Adapters to libraries of another generation, or by another name, are in modules of their own.
    for (String module :
        List.of("jetty-12", "spring-6", "vertx-3", "reactor-netty-0.9", "relocated")) {
      jvm.classPath(Jvm.PROBES.resolve("../../" + module + "/target/classes").normalize());
    }
    if (cell.jars() != null) {
      jvm.classPath(cell.jars().resolve("*"));
    }
    Jvm.Run run = jvm.run("io.imdsguard.probes.clients.Cell", cell.adapter(), Service.HOST);
    run.stdout()
        .lines()
        .filter(line -> line.startsWith("SKIPPED"))
        .forEach(line -> System.out.println(cell + ": " + line));
    assertThat(run.stdout()).as(run.toString()).contains("DONE");
    return run;
  }

  private static Map<String, String> said(Jvm.Run run, String what) {
    Map<String, String> said = new LinkedHashMap<>();
    for (String line : run.stdout().lines().toList()) {
      String[] words = line.split(" ", 4);
      if (words.length == 4 && words[0].equals("CELL") && words[1].equals(what)) {
        said.put(words[2], words[3]);
      }
    }
    return said;
  }

  private static void permittedGets(MatrixCell cell, Jvm.Run run) {
    assertThat(said(run, "keys").values()).as(run.toString()).isNotEmpty().containsOnly("true");
    assertThat(said(run, "asked"))
        .allSatisfy(
            (name, status) ->
                assertThat(name.contains("stranger") || status.equals("404"))
                    .as(name + " " + status + run)
                    .isTrue());
  }

  private static void strangersDoNot(MatrixCell cell, Jvm.Run run) {
    assertThat(said(run, "stolen").values()).as(run.toString()).isNotEmpty().containsOnly("false");
    assertThat(said(run, "asked"))
        .allSatisfy(
            (name, status) ->
                assertThat(name.contains("permitted") || status.equals("403"))
                    .as(name + " " + status + run)
                    .isTrue());
  }

  private static void named(MatrixCell cell, Jvm.Run run) {
    List<AuditEvent> events = AuditEvent.of(run);
    assertThat(events.stream().map(AuditEvent::name))
        .as(run.toString())
        .containsAll(said(run, "asked").keySet());
    assertThat(events)
        .filteredOn(event -> !event.name().contains("redirected"))
        .allSatisfy(event -> assertThat(event.names(cell)).as(event + "" + run).isTrue());
  }

  /** The service has answered 503 at first, so that a library that tries again has done so. */
  private static void retried(MatrixCell cell, Jvm.Run run) {
    assertThat(said(run, "retried"))
        .as(run.toString())
        .isNotEmpty()
        .allSatisfy(
            (name, status) ->
                assertThat(status)
                    .isIn(name.contains("permitted") ? List.of("404", "503") : List.of("403")));
  }

  /** The service redirects to another path of its own. */
  private static void moved(MatrixCell cell, Jvm.Run run) {
    assertThat(said(run, "moved"))
        .as(run.toString())
        .isNotEmpty()
        .allSatisfy(
            (name, status) ->
                assertThat(status)
                    .isIn(name.contains("permitted") ? List.of("404", "302") : List.of("403")));
  }

  private static void hooked(MatrixCell cell, Jvm.Run run) {
    assertThat(run.stderr()).doesNotContain("may be unattributed", "NOT GUARDED");
  }

  private static void elsewhere(MatrixCell cell, Jvm.Run run) {
    assertThat(said(run, "elsewhere").values())
        .as(run.toString())
        .isNotEmpty()
        .allSatisfy(answer -> assertThat(answer).startsWith("200 [").doesNotContain("imds"));
    assertThat(run.stderr().lines().filter(line -> line.startsWith("{")))
        .as("events")
        .allMatch(
            line ->
                line.contains("\"path\":\"/latest/")
                    || (cell.asksForHttp2() && line.contains("\"reason\":\"malformed request: ")));
  }

  private static void redirected(MatrixCell cell, Jvm.Run run) {
    assertThat(said(run, "redirected").values())
        .as(run.toString())
        .isNotEmpty()
        .allMatch(status -> status.equals("403") || status.equals("302"));
  }

  private static void proxied(MatrixCell cell, Jvm.Run run) {
    assertThat(said(run, "proxied").values())
        .as(run.toString())
        .isNotEmpty()
        .allMatch(answer -> answer.equals("403 0") || answer.equals("none 0"));
  }

  private static synchronized void note(MatrixCell cell, String result) {
    TABLE
        .computeIfAbsent(cell.client() + " " + cell.version(), row -> new TreeMap<>())
        .put("JDK " + cell.jdk().feature(), result);
  }

  @AfterAll
  static void printTable() {
    runs.close();
    TABLE.forEach(
        (client, row) ->
            System.out.println(
                "MATRIX "
                    + client
                    + ": "
                    + row.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue())
                        .collect(Collectors.joining(", "))));
  }
}

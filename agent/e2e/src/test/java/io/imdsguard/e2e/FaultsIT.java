package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What docs/faults.md says of each fault is what was observed. */
class FaultsIT {
  private static final int AT_ONCE = 8;
  private static final boolean AWSCLI = isAwscliThere();

  @TempDir private Path folder;

  /** What came of one trial: the cells of its row, and the audit log. */
  private record Seen(List<String> cells, String audit) {}

  @TestFactory
  Stream<DynamicTest> theTableOfFaultsIsWhatWasObserved() throws Exception {
    List<String> table = Files.readAllLines(Path.of("../../docs/faults.md"));
    return seen().entrySet().stream().flatMap(each -> check(each.getKey(), each.getValue(), table));
  }

  private static Stream<DynamicTest> check(ServiceFault fault, Seen seen, List<String> table) {
    return Stream.of(
        DynamicTest.dynamicTest(
            fault + ": the table is right",
            () ->
                assertThat(table)
                    .as("| %s | … | %s |", fault.words(), String.join(" | ", seen.cells()))
                    .filteredOn(row -> row.startsWith("| " + fault.words() + " | "))
                    .singleElement()
                    .asString()
                    .satisfies(
                        row ->
                            assertThat(shown(row))
                                .endsWith(
                                    " | "
                                        + String.join(" | ", seen.cells().subList(0, 3))
                                        + " |"))),
        DynamicTest.dynamicTest(
            fault + ": all is well afterwards",
            () -> assertThat(seen.cells().get(3)).isEqualTo("keys")),
        DynamicTest.dynamicTest(
            fault + ": the operator is told of the end",
            () ->
                assertThat(seen.audit().contains("the credentials held expired at 2"))
                    .isEqualTo(!fault.isHarmless())));
  }

  /** A row as it would be without those who could not be asked here. */
  private static String shown(String row) {
    if (AWSCLI) {
      return row;
    }
    String without = row.replaceAll(", awscli [^,|]+(?= \\|)", "");
    return without.replaceAll("http ([a-z ]+), v1 \\1, v2 \\1, imds \\1(?= \\|)", "$1");
  }

  private static boolean isAwscliThere() {
    boolean there = Files.isExecutable(Path.of("/usr/bin/aws"));
    if (!there) {
      System.out.println(
          "SKIPPED: there is no /usr/bin/aws, what it observes of faults is not seen");
    }
    return there;
  }

  private static List<ServiceFault> faults() {
    if (FakeClock.exists()) {
      return List.of(ServiceFault.values());
    }
    System.out.println("SKIPPED: there is no libfaketime, clocks that jump are not tried");
    return Stream.of(ServiceFault.values()).filter(fault -> !fault.isClocks()).toList();
  }

  private Map<ServiceFault, Seen> seen() throws Exception {
    Path policy = folder.resolve("everybody.yaml");
    Files.writeString(
        policy,
        """
        version: 1
        mode: enforce
        rules:
          - {allow: a, callers: ['*'], paths: ['*']}
          - {allow: b, kind: process, callers: ['*'], commands: [/usr/bin/aws], credentials: true}
        """);
    ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
    try {
      Map<ServiceFault, Future<Seen>> running = new EnumMap<>(ServiceFault.class);
      for (ServiceFault fault : faults()) {
        running.put(fault, pool.submit(() -> seen(fault, policy)));
      }
      Map<ServiceFault, Seen> seen = new EnumMap<>(ServiceFault.class);
      for (Map.Entry<ServiceFault, Future<Seen>> each : running.entrySet()) {
        seen.put(each.getKey(), each.getValue().get());
      }
      return seen;
    } finally {
      pool.shutdownNow();
    }
  }

  private static Seen seen(ServiceFault fault, Path policy)
      throws IOException, InterruptedException {
    try (FaultTrial trial = new FaultTrial(fault, policy, AWSCLI)) {
      List<String> cells = trial.cells();
      return new Seen(cells, trial.audit());
    }
  }
}

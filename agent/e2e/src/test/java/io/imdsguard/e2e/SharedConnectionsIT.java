package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Neither a connection that many share nor another's request lends a permitted caller's name. */
class SharedConnectionsIT {
  @RegisterExtension static final Service SERVICE = new Service();
  @TempDir static Path folder;

  @TestFactory
  Stream<DynamicTest> aStrangerGetsNothingOverAConnectionThatManyShare() throws IOException {
    Path policy = ClientMatrixIT.policy(folder);
    return Stream.of("Armeria", "Ktor CIO", "Pekko HTTP")
        .map(SharedConnectionsIT::newest)
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    cell.toString(),
                    () -> {
                      Jvm.Run run = run(cell, policy, "SharedConnections", cell.adapter());
                      assertThat(said(run, "asked").filter(line -> line.contains("-stranger-")))
                          .as(run.toString())
                          .anyMatch(line -> line.endsWith(" 403"))
                          .allMatch(line -> line.endsWith(" 403") || line.contains(" threw "));
                    }));
  }

  /** It would share connections that the gate closes, but metadata's requests don't. */
  @TestFactory
  Stream<DynamicTest> aPermittedCallerGetsWhereKtorPipelinesRequests() throws IOException {
    Path policy = ClientMatrixIT.policy(folder);
    return MatrixCell.of("Ktor CIO").stream()
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    cell.toString(),
                    () -> {
                      Jvm.Run run = run(cell, policy, "SharedConnections", cell.adapter());
                      assertThat(said(run, "asked").filter(line -> line.contains("-permitted-")))
                          .as(run.toString())
                          .isNotEmpty()
                          .allMatch(line -> line.endsWith(" 404"));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> aStrangerGetsNothingWithAPermittedCallersContextOfArmeria()
      throws IOException {
    Path policy = ClientMatrixIT.policy(folder);
    return MatrixCell.of("Armeria").stream()
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    cell.toString(),
                    () -> {
                      Jvm.Run run = run(cell, policy, "ArmeriaContexts");
                      assertThat(said(run, "context"))
                          .as(run.toString())
                          .containsExactly(
                              "CELL context permitted 404",
                              "CELL context derived 403",
                              "CELL context decorated 404");
                    }));
  }

  private static MatrixCell newest(String client) {
    List<MatrixCell> cells = MatrixCell.of(client);
    return cells.get(cells.size() - 1);
  }

  private static Jvm.Run run(MatrixCell cell, Path policy, String program, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add(Service.HOST);
    Jvm.Run run =
        Jvm.on(cell.jdk())
            .option("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
            .guarded("policy=" + policy)
            .classPath(cell.jars().resolve("*"))
            .run("io.imdsguard.probes.clients." + program, all.toArray(new String[0]));
    assertThat(run.stdout()).as(run.toString()).contains("DONE");
    return run;
  }

  private static Stream<String> said(Jvm.Run run, String what) {
    return run.stdout().lines().filter(line -> line.startsWith("CELL " + what));
  }
}

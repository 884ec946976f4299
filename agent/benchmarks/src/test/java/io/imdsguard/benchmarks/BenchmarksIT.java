package io.imdsguard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The documented command runs; how fast the machine is today is not asserted. */
class BenchmarksIT {

  private static String run(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-jar");
    command.add(System.getProperty("benchmarks.jar"));
    command.addAll(List.of(arguments));
    Process benchmarks = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(benchmarks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aClientsCostIsARatio() throws Exception {
    assertThat(run("clients", "1", "OkHttp 5"))
        .containsPattern("OkHttp 5 5\\.\\S+ +\\d+ +\\d\\.\\d{3} +\\d\\.\\d{3} +-?\\d+");
  }

  @Test
  void aPartThatIsNoneIsRefused() throws Exception {
    assertThat(run("everything")).contains("Expected one of [processes, clients, jmh]");
  }

  @Test
  void theCommandPrintsATable() throws Exception {
    assertThat(run("processes", "1"))
        .contains("hello world, ms")
        .contains("memory after 5 s, MiB")
        .contains("resolveCredentials, ms");
  }
}

package io.imdsguard.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The documented command runs; how fast the machine is today is not asserted. */
class BenchmarksIT {

  @Test
  void theCommandPrintsATable() throws Exception {
    Process benchmarks =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("benchmarks.jar"),
                "1",
                "no-jmh")
            .redirectErrorStream(true)
            .start();
    String output = new String(benchmarks.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(output)
        .contains("hello world, ms")
        .contains("memory after 5 s, MiB")
        .contains("resolveCredentials, ms");
  }
}

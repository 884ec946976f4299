package io.imdsguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar demo-app.jar}. */
class DemonstrationIT {
  @TempDir private static Path folder;
  private static Process demo;
  private static String output;

  @BeforeAll
  static void run() throws Exception {
    demo = DemoJar.start(folder);
    if (!demo.waitFor(5, TimeUnit.MINUTES)) {
      demo.destroyForcibly();
    }
    output = Files.readString(folder.resolve("out.txt"));
  }

  @Test
  void itEndsWithStatusZero() {
    assertThat(demo.exitValue()).as(output).isZero();
  }

  @Test
  void everyLineOfTheTableIsAsItShouldBe() {
    assertThat(output.lines().filter(line -> line.startsWith("  ok ")).count()).isEqualTo(12);
  }

  @Test
  void theAuditLinesFollow() {
    List<String> events = output.lines().filter(line -> line.startsWith("  {")).toList();

    assertThat(events).as(output).anyMatch(line -> line.contains("PreviewController"));
  }

  @Test
  void noSecretIsPrinted() {
    assertThat(output)
        .doesNotContain("SecretAccessKey")
        .doesNotContainPattern("SIM[A-Za-z0-9+/]{20}");
  }
}

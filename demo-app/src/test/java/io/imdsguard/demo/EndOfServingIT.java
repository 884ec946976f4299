package io.imdsguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A service full of holes must not stay behind. */
class EndOfServingIT {
  private static final Pattern UP = Pattern.compile("(Ctrl-C ends both)");

  @TempDir private Path folder;

  @ParameterizedTest(name = "killed: {0}")
  @ValueSource(booleans = {false, true})
  void theServiceEndsWithTheDemonstration(boolean killed) throws Exception {
    Process demo = DemoJar.start(folder, "--serve", "0");
    List<ProcessHandle> services = List.of();
    try {
      DemoJar.awaitOutput(folder, UP);
      services = demo.children().toList();
      if (killed) {
        demo.destroyForcibly();
      } else {
        demo.destroy();
      }

      assertThat(services).hasSize(1);
      assertThat(services.get(0).onExit()).succeedsWithin(60, TimeUnit.SECONDS);
    } finally {
      demo.destroyForcibly();
      services.forEach(ProcessHandle::destroyForcibly);
    }
  }
}

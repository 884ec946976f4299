package io.imdsguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"--unknown", "--serve eighty", "--serve 65536"})
  void aWrongOneIsAnsweredWithTheRightOne(String arguments) throws Exception {
    Process demo = DemoJar.start(folder, arguments.split(" "));
    demo.waitFor(1, TimeUnit.MINUTES);

    assertThat(demo.exitValue()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("out.txt"))).startsWith("java -jar demo-app.jar ");
  }
}

package io.imdsguard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusLineTest {
  @TempDir Path folder;

  private String policy(String mode) throws IOException {
    String text = "version: 1\nmode: " + mode + "\nrules: []\n";
    return "policy=" + Files.writeString(folder.resolve("policy.yaml"), text);
  }

  private static String line(String options) {
    return StatusLine.of(Options.read(options));
  }

  @Test
  void aPolicysModeIsSaid() throws IOException {
    assertThat(line(policy("enforce"))).contains(", mode enforce, ");
  }

  @Test
  void anOptionTightensIt() throws IOException {
    assertThat(line(policy("monitor") + ",mode=enforce")).contains(", mode enforce, ");
  }

  @Test
  void anOptionThatWouldLoosenItIsSaidToHaveNoEffect() throws IOException {
    assertThat(line(policy("enforce") + ",mode=monitor"))
        .contains(", mode enforce (the policy's; mode=monitor can't loosen it), ");
  }

  @Test
  void theBuiltInPolicyMonitors() {
    assertThat(line("")).contains("policy built-in, mode monitor, ");
  }

  @Test
  void aSettingWhoseNameIsMisspelledIsSaid() {
    System.setProperty("imdsguard.polcy", "x.yaml");
    try {
      assertThat(line("")).endsWith("; unknown setting imdsguard.polcy");
    } finally {
      System.clearProperty("imdsguard.polcy");
    }
  }
}

package io.imdsguard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeekTest {
  @TempDir Path folder;

  private Peek at(String text) throws IOException {
    return new Peek(Files.writeString(folder.resolve("policy.yaml"), text).toString());
  }

  @Test
  void theBuiltInPolicyNamesNoEndpoints() {
    assertThat(new Peek(null).mayNameEndpoints()).isFalse();
  }

  @Test
  void theBuiltInPolicyGivesNoProcessCredentials() {
    assertThat(new Peek(null).mayEquip()).isFalse();
  }

  @Test
  void aPolicyWithEndpointsMayNameThem() throws IOException {
    assertThat(at("version: 1\nendpoints: [http://127.0.0.1:1338]\n").mayNameEndpoints()).isTrue();
  }

  @Test
  void aKeyAtTheVeryEndIsSeen() throws IOException {
    assertThat(at("\"endpoints").mayNameEndpoints()).isTrue();
  }

  @Test
  void aKeyCutShortIsNone() throws IOException {
    assertThat(at("version: 1\nendpoint").mayNameEndpoints()).isFalse();
  }

  @Test
  void aKeyWithEscapesMayBeAny() throws IOException {
    assertThat(at("\"\\x65ndpoints\": []\n").mayNameEndpoints()).isTrue();
  }

  @Test
  void processesAloneAreNotEquipped() throws IOException {
    assertThat(at("rules:\n  - allow: a\n    kind: process\n").mayEquip()).isFalse();
  }

  @Test
  void processesWithCredentialsMayBe() throws IOException {
    assertThat(at("rules:\n  - kind: process\n    credentials: true\n").mayEquip()).isTrue();
  }

  @Test
  void aSessionPolicyMayNarrow() throws IOException {
    assertThat(at("rules:\n  - session-policy: {}\n").mayNarrow()).isTrue();
  }

  @Test
  void aFileThatCanNotBeReadMaySayAnything() {
    assertThat(new Peek(folder.resolve("none").toString()).mayNarrow()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "unknown",
      textBlock =
          """
          version: 1\\nmode: enforce\\n,             enforce
          version: 1\\nmode:   monitor # first\\n,   monitor
          version: 1\\nmode: enforce,                enforce
          version: 1\\nrules: []\\n,                 monitor
          version: 1\\nmode: 'enforce'\\n,           unknown
          version: 1\\nmode: enforced\\n,            unknown
          version: 1\\nrules:\\n  - mode: enforce\\n, unknown
          """)
  void theModeIsToldWhereTheFileSaysItPlainly(String text, String mode) throws IOException {
    assertThat(at(text.replace("\\n", "\n")).mode()).isEqualTo(mode);
  }

  @Test
  void inFlowStyleOnlyParsingTells() throws IOException {
    assertThat(at("{version: 1, mode: enforce}").mode()).isNull();
  }
}

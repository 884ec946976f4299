package io.imdsguard.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyFileTest {
  private static final String RULE = "version: 1\nrules:\n  - allow: a\n    ";

  @TempDir private Path folder;

  private Policy read(String text) throws Exception {
    return PolicyFile.read(file(text.getBytes(StandardCharsets.UTF_8)).toFile());
  }

  private Path file(byte[] text) throws IOException {
    return Files.write(folder.resolve("policy.yaml"), text);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("", ": the file is empty, expected 'version: 1'"),
        Arguments.of("# nothing\n", ": the file is empty, expected 'version: 1'"),
        Arguments.of("rules: []", ":1:1: the policy has no version, expected 'version: 1'"),
        Arguments.of("version: 2\nrules: []", ":1:10: unknown version '2', expected 1"),
        Arguments.of("version: '1'\nrules: []", ":1:10: 'version' is '1', expected the number 1"),
        Arguments.of("version: 1.0\nrules: []", ":1:10: 'version' is the number 1.0, expected"),
        Arguments.of("version: [1]\nrules: []", ":1:10: 'version' is a list, expected the num"),
        Arguments.of("version:\nrules: []", ":1:9: 'version' is empty, expected the number 1"),
        Arguments.of("version: 1", ":1:1: the policy has no rules, expected 'rules'"),
        Arguments.of("- a", ":1:1: a policy is a list, expected one of version, mode,"),
        Arguments.of("version", ":1:1: a policy is 'version', expected one of version,"),
        Arguments.of(
            "version: 1\nrulez: []",
            ":2:1: unknown key 'rulez' in a policy, perhaps 'rules', expected one of version"),
        Arguments.of("version: 1\n'a b': 1", ":2:1: unknown key 'a b' in a policy, expected one"),
        Arguments.of("version: 1\nversion: 1\nrules: []", ":2:1: the key 'version' is there twice"),
        Arguments.of(
            "version: 1\nmode: blok\nrules: []", ":2:7: 'mode' is 'blok', expected monitor"),
        Arguments.of(
            "version: 1\nmode: [x]\nrules: []", ":2:7: 'mode' is a list, expected monitor"),
        Arguments.of(
            "version: 1\nimdsv1: no\nrules: []", ":2:9: 'imdsv1' is 'no', expected upgrade, deny"),
        Arguments.of(
            "version: 1\nrules: none", ":2:8: 'rules' is 'none', expected a list of rules"),
        Arguments.of("version: 1\nrules: [x]", ":2:9: a rule is 'x', expected one of allow, deny"),
        Arguments.of(
            "version: 1\nendpoints: ['https://x']\nrules: []", ":2:13: metadata endpoint 'https:"),
        Arguments.of(
            "version: 1\nendpoints: http://x\nrules: []", ":2:12: 'endpoints' is 'http://x', exp"),
        Arguments.of(
            "version: 1\nrules:\n  - paths: ['*']", ":3:5: a rule with neither of 'allow'"),
        Arguments.of("version: 1\nrules: [{allow: a, deny: b}]", ":2:9: a rule with both 'allow'"),
        Arguments.of("version: 1\nrules: [{deny: }]", ":2:15: 'deny' is empty, expected the rule"),
        Arguments.of(
            "version: 1\nrules: [{deny: a}, {deny: a}]", ":2:27: two rules are called 'a', exp"),
        Arguments.of("version: 1\nrules: [{deny: 'a\\b'}]", ":2:16: the rule's name is 'a\\b'"),
        Arguments.of(RULE + "paths: ['*']", ":3:5: the rule 'a' allows without saying whom"),
        Arguments.of(RULE + "callers: ['*']", ":3:5: the rule 'a' allows without saying what"),
        Arguments.of(
            RULE + "callers: ['@aws']", ":4:15: unknown group of callers '@aws', expected"),
        Arguments.of(
            RULE + "callers: ['@aws-skd']",
            ":4:15: unknown group of callers '@aws-skd', perhaps '@aws-sdk', expected @aws-sdk"),
        Arguments.of(
            RULE + "callers: [!include other.yaml]",
            ":4:15: a caller is 'other.yaml' with the tag !include, expected callers"),
        Arguments.of(
            RULE + "callers: [{jar: 1.0}]", ":4:21: 'jar' is the number 1.0, expected the file"),
        Arguments.of(RULE + "callers: '@aws-sdk'", ":4:14: 'callers' is '@aws-sdk', expected a li"),
        Arguments.of("version: 1\nrules: [{deny: 1}]", ":2:16: 'deny' is the number 1, expected"),
        Arguments.of("version: 1\nrules: [{deny: a, caller: x}]", ":2:19: unknown key 'caller'"),
        Arguments.of(RULE + "callers: [com.ac*]", ":4:15: 'com.ac*' names no class, expected a cl"),
        Arguments.of(RULE + "callers: [{}]", ":4:15: a caller that says nothing, expected one of"),
        Arguments.of(RULE + "callers: [{klass: A}]", ":4:16: unknown key 'klass' in a caller"),
        Arguments.of(RULE + "callers: [{jar: a/b.jar}]", ":4:21: 'a/b.jar' is a path, expected"),
        Arguments.of(RULE + "callers: [[a]]", ":4:15: a caller is a list, expected callers"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, callers: []}]", ":2:9: 'callers' is an empty l"),
        Arguments.of(
            RULE + "paths: ['@keys']", ":4:13: unknown group of paths '@keys', expected one"),
        Arguments.of(
            RULE + "paths: ['@credential']",
            ":4:13: unknown group of paths '@credential', perhaps '@credentials', expected one"),
        Arguments.of(RULE + "paths: [/1.0/x]", ":4:13: the path '/1.0/x' names a version, but"),
        Arguments.of(RULE + "paths: [latest/x]", ":4:13: the path 'latest/x' does not begin with"),
        Arguments.of(RULE + "paths: [/a?b]", ":4:13: the path '/a?b' has '?' in it, expected a"),
        Arguments.of(RULE + "paths: ['/a/**/b']", ":4:13: the path '/a/**/b' has ** elsewhere"),
        Arguments.of(
            RULE + "paths: [/a/../b]", ":4:13: the path '/a/../b' has an empty segment or"),
        Arguments.of(
            RULE + "through-interpreters: 1", ":3:5: the rule 'a' allows without saying whom"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, through-interpreters: true}]",
            ":2:41: 'through-interpreters' is true in a deny rule"),
        Arguments.of(
            RULE + "callers: ['*']\n    paths: ['*']\n    through-interpreters: 'true'",
            ":6:27: 'through-interpreters' is 'true', expected true or false in an allow rule"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, kind: x}]", ":2:25: 'kind' is 'x', expected process"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, kind: process, paths: ['*']}]",
            ":2:9: a rule with 'kind: process' has 'paths', expected 'commands'"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, commands: ['*']}]",
            ":2:9: a rule has 'commands' without 'kind: process', expected both"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, kind: credentials, paths: ['*']}]",
            ":2:9: a rule with 'kind: credentials' has 'paths', expected 'callers' alone"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, credentials: true}]",
            ":2:9: a rule has 'credentials' without 'kind: process', expected both"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, kind: process, credentials: true}]",
            ":2:47: 'credentials' is true in a deny rule"),
        Arguments.of(RULE + "kind: credentials", ":3:5: the rule 'a' allows without saying whom"),
        Arguments.of(
            RULE + "kind: process\n    callers: ['*']",
            ":3:5: the rule 'a' allows without saying what: expected 'commands'"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, kind: process, commands: []}]",
            ":2:9: 'commands' is an empty list, expected at least one entry"),
        Arguments.of(
            "version: 1\nrules: [{deny: a, kind: process, commands: [1]}]",
            ":2:45: a command is the number 1, expected a program or its file name"),
        Arguments.of("version: 1\nrules: [", ":2:9: no valid YAML: "),
        Arguments.of("version: 1\n\trules: []", ":2:1: no valid YAML: "),
        Arguments.of(
            RULE + "paths: [@region]",
            ":4:13: no valid YAML: a text that begins with @ has to be in quotes"),
        Arguments.of("a: b: c", ":1:5: no valid YAML: "),
        Arguments.of("version: 1\nrules: []\n---\nversion: 1", ":3:1: no valid YAML: "),
        Arguments.of("version: 1\nrules: [*none]", ":2:9: no valid YAML: "),
        Arguments.of("[".repeat(200_000), ": no valid "));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhereAndWhatWasExpected(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(PolicyException.class)
        .message()
        .contains("policy.yaml" + message)
        .doesNotContain("\n");
  }

  @Test
  void aMissingFileIsAFault() {
    assertThatThrownBy(() -> PolicyFile.read(folder.resolve("none.yaml").toFile()))
        .hasMessageContaining("none.yaml: there is no such file");
  }

  @Test
  void aDirectoryIsAFault() {
    assertThatThrownBy(() -> PolicyFile.read(folder.toFile()))
        .hasMessageEndingWith(": it is a directory, expected a policy file");
  }

  @Test
  void bytesThatAreNoTextAreAFault() throws Exception {
    Path file = file(new byte[] {'a', (byte) 0xff, (byte) 0xfe, 0});

    assertThatThrownBy(() -> PolicyFile.read(file.toFile())).isInstanceOf(PolicyException.class);
  }

  @Test
  void aFileOfMoreThanAMebibyteIsAFault() throws Exception {
    Path file = file(new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> PolicyFile.read(file.toFile()))
        .hasMessageContaining("too large, expected at most 1 MiB");
  }

  @Test
  void aliasesCantMakeMillionsOfEntries() {
    String many =
        "version: 1\nrules:\n  - deny: a\n    paths: &p [" + "'/a',".repeat(5_000) + "'/b']\n";

    assertThatThrownBy(() -> read(many + "  - deny: b\n    paths: *p\n"))
        .hasMessageContaining("too many entries");
  }

  @Test
  void aPolicyCanBeJson() throws Exception {
    Policy policy = read("{\"version\": 1, \"mode\": \"enforce\", \"rules\": []}");

    assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
  }

  @Test
  void jsonNeedsNoSpacesAndMayEscapeItsSlashes() throws Exception {
    Policy policy =
        read("{\"version\":1,\"endpoints\":[\"http:\\/\\/127.0.0.1:1338\"],\"rules\":[]}");

    assertThat(policy.endpoints()).containsExactly("http://127.0.0.1:1338");
  }

  @Test
  void withoutAModeItMonitors() throws Exception {
    assertThat(read("version: 1\nrules: []").mode()).isEqualTo(Mode.MONITOR);
  }

  @Test
  void withoutAWordOnImdsV1ItUpgrades() throws Exception {
    assertThat(read("version: 1\nrules: []").imdsV1()).isEqualTo(ImdsV1.UPGRADE);
  }

  @Test
  void endpointsAreReadAsTheyAre() throws Exception {
    Policy policy = read("version: 1\nendpoints: ['http://127.0.0.1:1338']\nrules: []");

    assertThat(policy.endpoints()).containsExactly("http://127.0.0.1:1338");
  }
}

package io.imdsguard.policy;

import static io.imdsguard.policy.Requests.KEYS;
import static io.imdsguard.policy.Requests.by;
import static io.imdsguard.policy.Requests.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that narrow the credentials they allow. */
class ScopeRulesTest {
  private static final String REPORT = "com.acme.billing.Report";
  private static final String STS =
      """
      version: 1
      sts:
        role-arn: arn:aws:iam::123456789012:role/app
        region: eu-central-1
      rules:
      """;
  private static final String RULE =
      """
        - allow: reports
          callers: [com.acme.billing.**]
          paths: ["@credentials"]
      """;
  private static final String SCOPED =
      RULE
          + """
                session-policy:
                  Version: 2012-10-17
                  Statement:
                    - {Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::r/*",
                       Condition: {Bool: {"aws:SecureTransport": true}, NumericEquals: {x: 10}}}
            """
              .replace("          ", "    ");

  @TempDir private Path folder;

  private Policy policy(String text) throws Exception {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, text);
    return PolicyFile.read(file.toFile());
  }

  private static String scoped(String more) {
    return STS + RULE + "    session-policy: {Statement: []}\n" + more;
  }

  @Test
  void theSessionPolicyIsJsonWithoutWhiteSpace() throws Exception {
    assertThat(policy(STS + SCOPED).decide(get(KEYS), by(REPORT)).scope().policy())
        .isEqualTo(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\","
                + "\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::r/*\","
                + "\"Condition\":{\"Bool\":{\"aws:SecureTransport\":true},"
                + "\"NumericEquals\":{\"x\":10}}}]}");
  }

  @Test
  void theyLastAnHourUnlessTheRuleSaysOtherwise() throws Exception {
    assertThat(policy(scoped("")).decide(get(KEYS), by(REPORT)).scope().seconds()).isEqualTo(3_600);
    assertThat(
            policy(scoped("    duration: 900\n")).decide(get(KEYS), by(REPORT)).scope().seconds())
        .isEqualTo(900);
  }

  @Test
  void theScopeIsCalledAfterItsRule() throws Exception {
    assertThat(policy(scoped("")).decide(get(KEYS), by(REPORT)).scope().rule())
        .isEqualTo("reports");
  }

  @Test
  void aRuleWithoutOneNarrowsNothing() throws Exception {
    assertThat(policy(STS + RULE).decide(get(KEYS), by(REPORT)).scope()).isNull();
  }

  @Test
  void theFirstRuleThatAllowsItDecides() throws Exception {
    String wide = RULE.replace("reports", "wide");
    assertThat(policy(scoped(wide)).decide(get(KEYS), by(REPORT)).scope()).isNotNull();
    assertThat(
            policy(STS + wide + RULE + "    session-policy: {Statement: []}\n")
                .decide(get(KEYS), by(REPORT))
                .scope())
        .isNull();
  }

  @Test
  void rulesForTheApiAndForEquippedProcessesNarrowToo() throws Exception {
    Policy policy =
        policy(
            STS
                + """
                  - allow: api
                    kind: credentials
                    callers: [com.acme.billing.**]
                    session-policy: {Statement: []}
                  - allow: tool
                    kind: process
                    callers: [com.acme.billing.**]
                    commands: [aws]
                    credentials: true
                    session-policy: {Statement: []}
                """);
    assertThat(policy.decide(Ask.credentials("ec2"), by(REPORT)).scope().rule()).isEqualTo("api");
    assertThat(policy.decide(Ask.equipment("ec2", "aws"), by(REPORT)).scope().rule())
        .isEqualTo("tool");
  }

  @Test
  void jsonReadsTheSame() throws Exception {
    String json =
        """
        {"version": 1,
         "sts": {"role-arn": "arn:aws:iam::123456789012:role/app", "region": "eu-central-1",
                 "endpoint": "https://sts.example.com"},
         "rules": [{"allow": "a", "callers": ["*"], "paths": ["*"],
                    "session-policy": {"Statement": ["\u00e4\\n"]}, "duration": 43200}]}
        """;
    Policy policy = policy(json);
    assertThat(policy.sts().authority()).isEqualTo("sts.example.com");
    assertThat(policy.decide(get(KEYS), by(REPORT)).scope().policy())
        .isEqualTo("{\"Statement\":[\"\\u00e4\\u000a\"]}");
  }

  static Stream<Arguments> faults() {
    String top = "version: 1\nrules: []\nsts: ";
    String role = "role-arn: arn:aws:iam::123456789012:role/a";
    String rule = STS + RULE;
    return Stream.of(
        Arguments.of(top + "x", ":3:6: 'sts' is 'x', expected one of role-arn, region, endpoint"),
        Arguments.of(top + "{rol: x}", ":3:7: unknown key 'rol' in 'sts', expected one of"),
        Arguments.of(top + "{" + role + "}", ":3:6: 'sts' needs 'role-arn' and 'region'"),
        Arguments.of(top + "{role-arn: a, region: b}", ":3:6: 'role-arn': expected arn:aws:iam"),
        Arguments.of(
            top + "{" + role + ", region: b, endpoint: 'http://x'}",
            ":3:6: 'endpoint': expected https, http is for 127.0.0.1"),
        Arguments.of(
            "version: 1\nrules:\n" + RULE + "    session-policy: {Statement: []}",
            ":6:21: a rule has 'session-policy', expected 'sts' at the top"),
        Arguments.of(
            rule + "    duration: 900",
            ":9:15: a rule has 'duration' without 'session-policy', expected both"),
        Arguments.of(scoped("    duration: 899"), ":10:15: 'duration' is the number 899, expected"),
        Arguments.of(scoped("    duration: 43201"), ":10:15: 'duration' is the number 43201, exp"),
        Arguments.of(scoped("    duration: 1h"), ":10:15: 'duration' is '1h', expected seconds"),
        Arguments.of(
            scoped("    duration: 99999999999"), ":10:15: 'duration' is the number 99999999999"),
        Arguments.of(
            rule + "    session-policy: x", ":9:21: 'session-policy' is 'x', expected an IAM pol"),
        Arguments.of(
            rule + "    session-policy: {Version: '2012-10-17'}",
            ":9:21: 'session-policy' is a mapping without 'Statement', expected an IAM policy"),
        Arguments.of(
            rule + "    session-policy: {Statement: 1.5}",
            ":9:33: a value in 'session-policy' is the number 1.5, expected text"),
        Arguments.of(
            rule + "    session-policy: {Statement: }",
            ":9:32: a value in 'session-policy' is empty, expected text"),
        Arguments.of(
            rule + "    session-policy: {Statement: !!int x}",
            ":9:33: a value in 'session-policy' is the number x, expected text"),
        Arguments.of(
            rule + "    session-policy: {Statement: [], 1: x}",
            ":9:37: a key in 'session-policy' is the number 1, expected text"),
        Arguments.of(
            rule + "    session-policy: {Statement: {a: x, a: y}}",
            ":9:40: the key 'a' is there twice, expected it once"),
        Arguments.of(
            rule + "    session-policy: {Statement: ['" + "x".repeat(2_040) + "']}",
            ":9:34: 'session-policy' is too long, expected at most 2048 characters"),
        Arguments.of(
            rule + "    session-policy: &p {Statement: [*p]}",
            "'session-policy' is too long, expected at most 2048 characters"),
        Arguments.of(
            STS + "  - deny: a\n    session-policy: {Statement: []}",
            ":7:21: 'session-policy' in a rule that hands no credentials out, expected none"),
        Arguments.of(
            STS
                + "  - allow: a\n    kind: process\n    callers: ['*']\n    commands: [x]\n"
                + "    session-policy: {Statement: []}",
            ":10:21: 'session-policy' in a rule that hands no credentials out, expected none"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultIsToldWithItsPlace(String text, String message) {
    assertThatThrownBy(() -> policy(text))
        .isInstanceOf(PolicyException.class)
        .hasMessageContaining(message);
  }
}

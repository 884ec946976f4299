package io.imdsguard.policy;

import static io.imdsguard.policy.Requests.KEYS;
import static io.imdsguard.policy.Requests.PROVIDER;
import static io.imdsguard.policy.Requests.by;
import static io.imdsguard.policy.Requests.get;
import static io.imdsguard.policy.Requests.interpreted;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyTest {
  private static final String BILLING = "com.acme.billing.Report";
  private static final String ALLOW =
      """
        - allow: billing
          callers: [{class: com.acme.billing.**}]
          paths: [/latest/user-data, '@credentials']
      """;

  private static final String PROCESS =
      """
        - allow: probe
          kind: process
          callers: [com.acme.billing.**]
          commands: [curl, /opt/tools/*]
      """;

  @TempDir private Path folder;

  private Policy policy(String rules) throws Exception {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, "version: 1\nrules:\n" + rules);
    return PolicyFile.read(file.toFile());
  }

  @Test
  void whatNoRuleAllowsIsDenied() throws Exception {
    assertThat(policy(ALLOW).decide(get("/latest/meta-data/ami-id"), by(BILLING)).allowed())
        .isFalse();
  }

  @Test
  void whomNoRuleNamesIsDenied() throws Exception {
    assertThat(policy(ALLOW).decide(get(KEYS), by("com.acme.Web")).allowed()).isFalse();
  }

  @Test
  void aMatchingAllowAllowsAndIsNamed() throws Exception {
    Decision decision = policy(ALLOW).decide(get("/latest/user-data"), by(BILLING));

    assertThat(decision.rule()).isEqualTo("billing");
  }

  @Test
  void aMatchingDenyWinsWhereverItStands() throws Exception {
    Policy policy = policy(ALLOW + "  - deny: secrets\n    paths: [/latest/user-data]\n");

    assertThat(policy.decide(get("/latest/user-data"), by(BILLING)).rule()).isEqualTo("secrets");
  }

  @Test
  void aDenyForOneCallerLeavesTheOthers() throws Exception {
    Policy policy = policy(ALLOW + "  - deny: web\n    callers: [com.acme.Web]\n");

    assertThat(policy.decide(get(KEYS), by(BILLING)).allowed()).isTrue();
  }

  @Test
  void whoMayHaveAnythingMayHaveASessionToken() throws Exception {
    assertThat(policy(ALLOW).decide(Requests.token(), by(BILLING)).allowed()).isTrue();
  }

  @Test
  void whoMayHaveNothingGetsNoSessionToken() throws Exception {
    assertThat(policy(ALLOW).decide(Requests.token(), by("com.acme.Web")).allowed()).isFalse();
  }

  @Test
  void aDeniedPathDoesNotTakeTheSessionTokenAway() throws Exception {
    Policy policy = policy(ALLOW + "  - deny: secrets\n    paths: [/latest/user-data]\n");

    assertThat(policy.decide(Requests.token(), by(BILLING)).allowed()).isTrue();
  }

  @Test
  void everybodyIsEverybodyWhoIsKnown() throws Exception {
    Policy policy = policy("  - allow: all\n    callers: ['*']\n    paths: ['*']\n");

    assertThat(policy.decide(get(KEYS), Caller.unattributed("an engine", null, "worker")).allowed())
        .isFalse();
  }

  @Test
  void allThatACallerSaysHasToBeTrue() throws Exception {
    Policy policy =
        policy(
            """
              - allow: a
                callers: [{class: com.acme.billing.**, jar: billing-*.jar}]
                paths: ['*']
            """);

    assertThat(policy.decide(get(KEYS), by(BILLING)).allowed()).isFalse();
  }

  @Test
  void aJarIsNamedByItsFileName() throws Exception {
    Policy policy = policy("  - allow: a\n    callers: [{jar: app-*.jar}]\n    paths: ['*']\n");

    assertThat(policy.decide(get(KEYS), by(BILLING)).allowed()).isTrue();
  }

  @Test
  void aLoaderIsNamedByItsClass() throws Exception {
    Policy policy =
        policy("  - allow: a\n    callers: [{loader: com.acme.Loader}]\n    paths: ['*']\n");

    assertThat(policy.decide(get(KEYS), by(BILLING)).allowed()).isTrue();
  }

  private static final String THROUGH =
      """
        - allow: a
          callers: [{class: com.acme.billing.**, through: com.acme.jobs.**}]
          paths: ['*']
      """;

  @Test
  void throughHasToBeFurtherUp() throws Exception {
    assertThat(policy(THROUGH).decide(get(KEYS), by(BILLING, "x.Y", "com.acme.jobs.J")).allowed())
        .isTrue();
  }

  @Test
  void throughIsNotTheCallerItself() throws Exception {
    Policy policy = policy(THROUGH.replace("com.acme.jobs.**", "com.acme.billing.**"));

    assertThat(policy.decide(get(KEYS), by(BILLING, "x.Y")).allowed()).isFalse();
  }

  @Test
  void anInterpreterDirectlyBehindIsRefused() throws Exception {
    Decision decision = policy(ALLOW).decide(get(KEYS), interpreted("ognl.Ognl", null, BILLING));

    assertThat(decision.allowed()).isFalse();
  }

  @Test
  void aRuleCanPermitAnInterpreter() throws Exception {
    Policy policy = policy(ALLOW + "    through-interpreters: true\n");

    assertThat(policy.decide(get(KEYS), interpreted("ognl.Ognl", null, BILLING)).allowed())
        .isTrue();
  }

  @Test
  void aDistantInterpreterIsAConcernAndNoMore() throws Exception {
    Decision decision = policy(ALLOW).decide(get(KEYS), interpreted(null, "ognl.Ognl", BILLING));

    assertThat(decision.allowed() && decision.concern()).isTrue();
  }

  private static final String ALSO_THROUGH_INTERPRETERS =
      ALLOW + ALLOW.replace("billing\n", "scripts\n") + "    through-interpreters: true\n";

  @Test
  void theRuleThatPermitsAnInterpreterCountsWhereverItStands() throws Exception {
    Decision decision =
        policy(ALSO_THROUGH_INTERPRETERS)
            .decide(get(KEYS), interpreted("ognl.Ognl", null, BILLING));

    assertThat(decision.rule()).isEqualTo("scripts");
  }

  @Test
  void aDistantInterpreterIsNoConcernWhereAnyRulePermitsIt() throws Exception {
    Decision decision =
        policy(ALSO_THROUGH_INTERPRETERS)
            .decide(get(KEYS), interpreted(null, "ognl.Ognl", BILLING));

    assertThat(decision.concern()).isFalse();
  }

  @Test
  void aDenyRuleForThePathTakesTheSessionTokenAwayToo() throws Exception {
    Policy policy = policy(ALLOW + "  - deny: tokens\n    paths: [/latest/api/**]\n");

    assertThat(policy.decide(Requests.token(), by(BILLING)).rule()).isEqualTo("tokens");
  }

  @Test
  void aDenyRuleWithoutPathsDeniesItsCallerEverything() throws Exception {
    Policy policy = policy(ALLOW + "  - deny: web\n    callers: [com.acme.billing.**]\n");

    assertThat(policy.decide(Requests.token(), by(BILLING)).rule()).isEqualTo("web");
  }

  @Test
  void aClassNestedInTheNamedOneIsNamedToo() throws Exception {
    Policy policy = policy("  - allow: a\n    callers: [" + BILLING + "]\n    paths: ['*']\n");

    assertThat(policy.decide(get(KEYS), by(BILLING + "$Loader")).allowed()).isTrue();
  }

  @Test
  void aDeniedPathIsDeniedInWhateverCase() throws Exception {
    Policy policy =
        policy(
            """
              - allow: all
                callers: ['*']
                paths: ['*']
              - deny: secrets
                paths: [/latest/user-data]
            """);

    assertThat(policy.decide(get("/latest/User-Data"), by(BILLING)).rule()).isEqualTo("secrets");
  }

  @Test
  void aReasonNamesTheRule() throws Exception {
    assertThat(policy(ALLOW).decide(get(KEYS), by(BILLING)).reason())
        .isEqualTo("rule billing allows it");
  }

  @Test
  void aRefusalForAnInterpreterNamesIt() throws Exception {
    assertThat(policy(ALLOW).decide(get(KEYS), interpreted("ognl.Ognl", null, BILLING)).reason())
        .isEqualTo("ognl.Ognl stands directly behind the caller (interpreter rule)");
  }

  @Test
  void theBuiltInPolicyGivesKeysToTheSdksProvider() {
    assertThat(Policy.builtIn().decide(get(KEYS), by(PROVIDER, BILLING)).allowed()).isTrue();
  }

  @Test
  void theBuiltInPolicyGivesUserDataToNobody() {
    assertThat(Policy.builtIn().decide(get("/latest/user-data"), by(PROVIDER)).allowed()).isFalse();
  }

  @Test
  void aTighterModeIsTaken() {
    assertThat(Policy.builtIn().tightenedBy(Mode.ENFORCE).mode()).isEqualTo(Mode.ENFORCE);
  }

  @Test
  void aLooserModeIsNot() {
    Policy enforcing = Policy.builtIn().tightenedBy(Mode.ENFORCE);

    assertThat(enforcing.tightenedBy(Mode.MONITOR).mode()).isEqualTo(Mode.ENFORCE);
  }

  @Test
  void eachRuleCanBeExplained() throws Exception {
    Explanation explanation = policy(ALLOW).explain(get("/latest/x"), by(BILLING)).get(0);

    assertThat(explanation.matchesCaller() && !explanation.matchesWhat()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{class: com.acme.Other} | its class",
        "{class: com.acme.billing.**, jar: billing-*.jar} | its jar",
        "{jar: app-*.jar, loader: com.acme.Other} | its loader",
        "{class: com.acme.billing.**, through: com.acme.Other} | what it is called through",
        "\"@aws-sdk\" | its class is no provider of an AWS SDK",
        "com.acme.Other, {jar: billing-*.jar} | its class; its jar",
      })
  void anExplanationTellsWhatOfTheCallerDoesNotMatch(String callers, String why) throws Exception {
    String rule = "  - allow: a\n    callers: [" + callers + "]\n    paths: ['*']\n";

    assertThat(policy(rule).explain(get("/"), by(BILLING)).get(0).mismatch()).isEqualTo(why);
  }

  @Test
  void aCallerThatNobodyKnowsMatchesNoEntry() throws Exception {
    Caller nobody = Caller.unattributed("a pool's thread", null, "pool-1");

    assertThat(policy(ALLOW).explain(get("/"), nobody).get(0).mismatch())
        .isEqualTo("nobody is known");
  }

  @Test
  void withoutAValidPolicyEverybodyIsDenied() {
    assertThat(Policy.denyingEverything("broken").decide(get(KEYS), by(PROVIDER)).reason())
        .isEqualTo("broken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"curl", "/usr/bin/curl", "C:\\\\Windows\\\\curl", "/opt/tools/get"})
  void aProcessRuleAllowsItsCommands(String command) throws Exception {
    assertThat(policy(PROCESS).decide(Ask.process("ec2", command), by(BILLING)).allowed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wget", "curl2", "/opt/get", "/usr/curl/wget"})
  void aProcessRuleAllowsNoOtherCommand(String command) throws Exception {
    assertThat(policy(PROCESS).decide(Ask.process("ec2", command), by(BILLING)).reason())
        .isEqualTo("no rule allows this command to the caller");
  }

  @Test
  void aProcessRuleAllowsNoOtherCaller() throws Exception {
    assertThat(policy(PROCESS).decide(Ask.process("ec2", "curl"), by("com.acme.Web")).reason())
        .isEqualTo("no rule allows this caller a process that names a metadata service");
  }

  @Test
  void aProcessRuleAllowsNoRequest() throws Exception {
    assertThat(policy(PROCESS).decide(get(KEYS), by(BILLING)).allowed()).isFalse();
  }

  @Test
  void aRuleForRequestsAllowsNoProcess() throws Exception {
    Policy policy = policy("  - allow: all\n    callers: ['*']\n    paths: ['*']\n");

    assertThat(policy.decide(Ask.process("ec2", "curl"), by(BILLING)).allowed()).isFalse();
  }

  @Test
  void aDenyRuleForProcessesNeedsNeitherCallersNorCommands() throws Exception {
    Policy policy = policy(PROCESS + "  - deny: none\n    kind: process\n");

    assertThat(policy.decide(Ask.process("ec2", "curl"), by(BILLING)).rule()).isEqualTo("none");
  }

  @Test
  void aDenyRuleForProcessesLeavesRequests() throws Exception {
    Policy policy = policy(ALLOW + "  - deny: none\n    kind: process\n");

    assertThat(policy.decide(get(KEYS), by(BILLING)).allowed()).isTrue();
  }

  @Test
  void theInterpreterRuleHoldsForProcesses() throws Exception {
    Caller caller = interpreted("ognl.Ognl", null, BILLING);

    assertThat(policy(PROCESS).decide(Ask.process("ec2", "curl"), caller).allowed()).isFalse();
  }

  @Test
  void theBuiltInPolicyAllowsNoProcess() {
    assertThat(Policy.builtIn().decide(Ask.process("ec2", "curl"), by(PROVIDER)).allowed())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'@credentials'",
        "'*'",
        "/latest/meta-data/iam/security-credentials/web",
        "/latest/meta-data/iam/**",
        "/latest/**",
        "/**",
        "/v2/credentials/*",
      })
  void aRuleMayComeToGiveKeys(String path) throws Exception {
    String rule = " - {allow: a, callers: [com.acme.A], paths: [" + path + "]}";
    assertThat(policy(rule).mayGiveKeys(false)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " - {allow: a, callers: ['*'], paths: ['@region', /latest/user-data/**, /latest/*]}",
        " - {allow: a, callers: ['@aws-sdk'], paths: ['*']}",
        " - {deny: a, paths: ['*']}",
        " - {allow: a, kind: process, callers: ['*'], commands: ['*']}",
      })
  void aRuleGivesNoKeys(String rule) throws Exception {
    assertThat(policy(rule).mayGiveKeys(false)).isFalse();
  }

  @Test
  void aRuleForTheSdkGivesKeysOnceTheSdkIsThere() {
    assertThat(Policy.builtIn().mayGiveKeys(true)).isTrue();
  }
}

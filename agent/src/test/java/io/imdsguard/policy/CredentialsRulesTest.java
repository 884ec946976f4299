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

/** Rules for the agent's own API, and for processes that are given credentials. */
class CredentialsRulesTest {
  private static final String BILLING = "com.acme.billing.Report";
  private static final Ask API = Ask.credentials("ec2");
  private static final Ask CURL = Ask.equipment("ec2", "/usr/bin/curl");
  private static final String KEYS_FOR_BILLING =
      """
        - allow: api
          kind: credentials
          callers: [com.acme.billing.**]
      """;
  private static final String EQUIPPED =
      """
        - allow: tool
          kind: process
          callers: [com.acme.billing.**]
          commands: [/usr/bin/aws]
          credentials: true
        - allow: plain
          kind: process
          callers: [com.acme.billing.**]
          commands: [/usr/bin/curl]
      """;

  @TempDir private Path folder;

  private Policy policy(String rules) throws Exception {
    Path file = folder.resolve("policy.yaml");
    Files.writeString(file, "version: 1\nrules:\n" + rules);
    return PolicyFile.read(file.toFile());
  }

  @Test
  void aRuleAllowsItsCallersTheApi() throws Exception {
    assertThat(policy(KEYS_FOR_BILLING).decide(API, by(BILLING)).rule()).isEqualTo("api");
  }

  @Test
  void nobodyElseMayHaveTheApi() throws Exception {
    assertThat(policy(KEYS_FOR_BILLING).decide(API, by("com.acme.Web")).reason())
        .isEqualTo("no rule allows this caller the agent's credentials (kind: credentials)");
  }

  @Test
  void itAllowsNoRequest() throws Exception {
    assertThat(policy(KEYS_FOR_BILLING).decide(get(KEYS), by(BILLING)).allowed()).isFalse();
  }

  @Test
  void aRuleForRequestsDoesNotAllowTheApi() {
    assertThat(Policy.builtIn().decide(API, by(PROVIDER)).allowed()).isFalse();
  }

  @Test
  void aDenyRuleWithoutCallersDeniesTheApiToAll() throws Exception {
    Policy policy = policy(KEYS_FOR_BILLING + "  - deny: nobody\n    kind: credentials\n");

    assertThat(policy.decide(API, by(BILLING)).rule()).isEqualTo("nobody");
  }

  @Test
  void anInterpreterBehindTheCallerIsRefusedTheApi() throws Exception {
    Caller caller = interpreted("org.mvel2.MVEL", null, BILLING);

    assertThat(policy(KEYS_FOR_BILLING).decide(API, caller).allowed()).isFalse();
  }

  @Test
  void aProcessRuleWithCredentialsEquips() throws Exception {
    Ask aws = Ask.equipment("ec2", "/usr/bin/aws");

    assertThat(policy(EQUIPPED).decide(aws, by(BILLING)).rule()).isEqualTo("tool");
  }

  @Test
  void itAlsoPermits() throws Exception {
    Ask aws = Ask.process("ec2", "/usr/bin/aws");

    assertThat(policy(EQUIPPED).decide(aws, by(BILLING)).rule()).isEqualTo("tool");
  }

  @Test
  void aProcessRuleWithoutCredentialsDoesNotEquip() throws Exception {
    assertThat(policy(EQUIPPED).decide(CURL, by(BILLING)).allowed()).isFalse();
  }

  @Test
  void itEquipsForItsCallersOnly() throws Exception {
    Ask aws = Ask.equipment("ec2", "/usr/bin/aws");

    assertThat(policy(EQUIPPED).decide(aws, by("com.acme.Web")).reason())
        .isEqualTo("no rule gives this command credentials when the caller starts it");
  }

  @Test
  void aDenyRuleForProcessesDeniesEquipment() throws Exception {
    Policy policy = policy(EQUIPPED + "  - deny: none\n    kind: process\n");

    assertThat(policy.decide(Ask.equipment("ec2", "/usr/bin/aws"), by(BILLING)).rule())
        .isEqualTo("none");
  }

  @Test
  void whichCommandsMayBeEquippedIsKnownWithoutACaller() throws Exception {
    Policy policy = policy(EQUIPPED);

    assertThat(policy.mayEquip("/usr/bin/aws")).isTrue();
    assertThat(policy.mayEquip("/usr/bin/curl")).isFalse();
  }

  @Test
  void aPolicyWithoutSuchARuleEquipsNothing() throws Exception {
    assertThat(policy(KEYS_FOR_BILLING).equipsProcesses()).isFalse();
  }
}

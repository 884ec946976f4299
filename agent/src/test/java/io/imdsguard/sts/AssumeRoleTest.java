package io.imdsguard.sts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What STS is asked. */
class AssumeRoleTest {
  private static final StsSettings SETTINGS =
      new StsSettings("arn:aws:iam::123456789012:role/app", "eu-central-1", null);

  private static String name(String rule, String process) {
    return new AssumeRole(SETTINGS, process).sessionName(new Scope(rule, "{}", 900));
  }

  @Test
  void theFormSaysAllOfTheScope() {
    String form =
        new AssumeRole(SETTINGS, "web.4711").form(new Scope("reports", "{\"a\":\"b c\"}", 1_800));
    assertThat(form)
        .isEqualTo(
            "Action=AssumeRole&Version=2011-06-15"
                + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fapp"
                + "&RoleSessionName=reports%40web.4711&DurationSeconds=1800"
                + "&Policy=%7B%22a%22%3A%22b+c%22%7D");
  }

  @Test
  void theSessionIsNamedAfterRuleHostAndProcess() {
    assertThat(name("reports", "web-1.4711")).isEqualTo("reports@web-1.4711");
  }

  @Test
  void whatStsDoesNotTakeInANameIsAHyphen() {
    assertThat(name("the reports/2 é", "web.1")).isEqualTo("the-reports-2--@web.1");
  }

  @Test
  void aLongNameKeepsItsEnds() {
    assertThat(name("r".repeat(100), "h".repeat(100) + ".4711"))
        .hasSize(64)
        .startsWith("r".repeat(32) + "@h")
        .endsWith("h.4711");
  }
}

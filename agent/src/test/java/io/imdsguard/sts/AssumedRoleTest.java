package io.imdsguard.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of STS's answers. */
class AssumedRoleTest {
  private static final String UPDATED = "2026-03-01T12:00:00Z";
  private static final String GRANTED =
      "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult>"
          + "<Credentials><AccessKeyId>ASIA1</AccessKeyId>"
          + "<SecretAccessKey>s/+=</SecretAccessKey><SessionToken>t//==</SessionToken>"
          + "<Expiration>2026-03-01T13:00:00.123Z</Expiration></Credentials>"
          + "</AssumeRoleResult></AssumeRoleResponse>";

  private static String document(int status, String answer) throws StsException {
    return new String(AssumedRole.document(status, answer.getBytes(UTF_8), UPDATED), UTF_8);
  }

  private static void fails(ThrowingCallable reading, String message) {
    assertThatExceptionOfType(StsException.class).isThrownBy(reading).withMessage(message);
  }

  @Test
  void credentialsAreWrittenAsEc2WritesThem() throws StsException {
    assertThat(document(200, GRANTED))
        .isEqualTo(
            "{\"Code\":\"Success\",\"LastUpdated\":\"2026-03-01T12:00:00Z\","
                + "\"Type\":\"AWS-HMAC\",\"AccessKeyId\":\"ASIA1\",\"SecretAccessKey\":\"s/+=\","
                + "\"Token\":\"t//==\",\"Expiration\":\"2026-03-01T13:00:00Z\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AccessKeyId", "SecretAccessKey", "SessionToken", "Expiration"})
  void aMissingPartIsNoCredentials(String part) {
    fails(
        () -> document(200, GRANTED.replace(part, "Other")),
        "STS's answer has no whole credentials in it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a&quot;b", "a\\b", "a\u00e4"})
  void aPartThatNoKeyLooksLikeIsNoCredentials(String value) {
    fails(
        () -> document(200, GRANTED.replace("ASIA1", value)),
        "STS's answer has no whole credentials in it");
  }

  @Test
  void anErrorIsToldByItsCode() {
    fails(
        () ->
            document(
                403,
                "<ErrorResponse><Error><Code>AccessDenied</Code><Message>m</Message></Error>"
                    + "</ErrorResponse>"),
        "STS refused with status 403 (AccessDenied)");
  }

  @Test
  void aMessageThatRepeatsTheRequestIsNotToldOn() {
    String echo =
        "<ErrorResponse><Error><Code>SignatureDoesNotMatch</Code>"
            + "<Message>x-amz-security-token:SECRET</Message></Error></ErrorResponse>";
    assertThatExceptionOfType(StsException.class)
        .isThrownBy(() -> document(403, echo))
        .satisfies(e -> assertThat(e.toString()).doesNotContain("SECRET"));
  }

  @Test
  void aCodeThatIsNoneIsNotToldOn() {
    fails(
        () -> document(500, "<ErrorResponse><Error><Code>a b</Code></Error></ErrorResponse>"),
        "STS refused with status 500");
  }

  @Test
  void anErrorPageThatIsNoXmlIsAnError() {
    fails(() -> document(503, "<html>&nbsp;</html>"), "STS refused with status 503");
  }
}

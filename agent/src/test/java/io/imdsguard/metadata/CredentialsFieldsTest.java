package io.imdsguard.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsFieldsTest {
  private static final String DOCUMENT =
      FakeService.document("Success", "AKIA1", "2026-03-01T12:00:00Z");

  @Test
  void readsAWholeDocument() {
    assertThat(CredentialsFields.of(DOCUMENT.getBytes(UTF_8)).isSuccess()).isTrue();
  }

  @Test
  void readsTheAccessKeyIdAndItsEscapes() {
    CredentialsFields fields = of("{\"AccessKeyId\":\"A\\u004bI\\/A\"}");
    assertThat(fields.accessKeyId()).isEqualTo("AKI/A");
  }

  @Test
  void refusesADocumentCutAnywhere() {
    for (int length = 0; length < DOCUMENT.length(); length++) {
      assertThat(of(DOCUMENT.substring(0, length))).as("cut at %d", length).isNull();
    }
  }

  @Test
  void skipsFieldsItDoesNotKnow() {
    String unknown =
        "{\"AccountId\":\"1\",\"a\":[1,-2.5e+3,{\"Code\":\"no\",\"b\":{}},[],true,null],"
            + "\"Code\":\"Success\"}";
    assertThat(of(unknown)).isNotNull();
  }

  @Test
  void takesFieldsOfTheTopLevelOnly() {
    assertThat(of("{\"a\":{\"AccessKeyId\":\"inner\"}}").accessKeyId()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "<html></html>",
        "{\"a\":1,}",
        "{,}",
        "{\"a\" 1}",
        "{\"a\":}",
        "{\"a\":nope}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{\"a\":{\"b\"}}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"\n\"}",
        "{a:1}",
        "{} {}",
        "{}\u00e9",
      })
  void refusesWhatIsNotOneJsonObject(String text) {
    assertThat(of(text)).isNull();
  }

  @Test
  void refusesNestingWithoutEnd() {
    assertThat(of("{\"a\":" + "[".repeat(60_000))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Code", "AccessKeyId", "SecretAccessKey", "Token", "Expiration"})
  void isNoSuccessWithoutAnyOneField(String name) {
    assertThat(of(DOCUMENT.replace('"' + name + '"', "\"Other\"")).isSuccess()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"s\"", "\"t\"", "\"AKIA1\"", "\"2026-03-01T12:00:00Z\""})
  void isNoSuccessWithAnyOneFieldEmpty(String value) {
    assertThat(of(DOCUMENT.replace(value, "\"\"")).isSuccess()).isFalse();
  }

  @Test
  void isNoSuccessWithASecretThatIsNoString() {
    assertThat(of(DOCUMENT.replace("\"s\"", "[null]")).isSuccess()).isFalse();
  }

  @Test
  void isNoSuccessIfTheServiceSaysSo() {
    assertThat(of(DOCUMENT.replace("Success", "AssumeRoleUnauthorizedAccess")).isSuccess())
        .isFalse();
  }

  private static CredentialsFields of(String text) {
    return CredentialsFields.of(text.getBytes(UTF_8));
  }
}

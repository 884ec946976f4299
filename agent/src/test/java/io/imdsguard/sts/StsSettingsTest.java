package io.imdsguard.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which STS is meant. */
class StsSettingsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/app";

  private static StsSettings at(String endpoint) {
    return new StsSettings(ROLE, "eu-central-1", endpoint);
  }

  @Test
  void theRegionsOwnStsIsTheDefault() {
    assertThat(at(null).authority()).isEqualTo("sts.eu-central-1.amazonaws.com");
  }

  @Test
  void chinaHasADomainOfItsOwn() {
    assertThat(new StsSettings(ROLE.replace("aws:", "aws-cn:"), "cn-north-1", null).authority())
        .isEqualTo("sts.cn-north-1.amazonaws.com.cn");
  }

  @ParameterizedTest
  @CsvSource({
    "https://sts.example.com,sts.example.com,443,sts.example.com",
    "https://sts.example.com/,sts.example.com,443,sts.example.com",
    "https://sts.example.com:8443,sts.example.com,8443,sts.example.com:8443",
    "http://127.0.0.1:8080,127.0.0.1,8080,127.0.0.1:8080",
    "http://localhost:80,localhost,80,localhost",
    "http://[::1]:8080,::1,8080,[::1]:8080",
    "https://[2001:db8::1],2001:db8::1,443,[2001:db8::1]",
  })
  void anEndpointIsReadAsItIsMeant(String url, String host, int port, String authority) {
    StsSettings settings = at(url);
    assertThat(settings)
        .extracting(StsSettings::host, StsSettings::port, StsSettings::authority)
        .containsExactly(host, port, authority);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sts.example.com",
        "ftp://sts.example.com",
        "https://",
        "https://user@sts.example.com",
        "https://sts.example.com/path",
        "https://sts.example.com?x",
        "https://sts.example.com:0",
        "https://sts.example.com:65536",
        "https://sts.example.com:",
        "https://2001:db8::1",
        "https://[2001:db8::1",
        "https://[evil.example.com]",
        "https://[::1]x",
        "https://sts example.com",
        "https://sts.example.com\r\nX: y",
        "http://sts.example.com",
        "http://127.0.0.1.example.com",
        "http://10.0.0.1:8080"
      })
  void anythingElseIsRefused(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> at(url))
        .withMessageStartingWith("'endpoint'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app",
        "arn:aws:iam::123456789012:user/app",
        "arn:aws:iam::1234:role/app",
        "arn:aws:iam::123456789012:role/",
        "arn:aws:iam::123456789012:role/a b",
        "arn:aws:iam::12345678901x:role/app",
        "arn:aws:sts::123456789012:assumed-role/app/x"
      })
  void aRoleIsNamedByItsArn(String arn) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StsSettings(arn, "eu-central-1", null))
        .withMessageStartingWith("'role-arn'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "eu central", "evil.example.com/", "eu-central-1.evil"})
  void aRegionIsAWord(String region) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new StsSettings(ROLE, region, null))
        .withMessageStartingWith("'region'");
  }
}

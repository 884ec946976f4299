package io.imdsguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/latest/user-data,                      /latest/user-data",
    "/latest/user-data,                      /latest/user-data/",
    "/latest/user-data/,                     /latest/user-data",
    "/latest/meta-data/network/*/macs,       /latest/meta-data/network/interfaces/macs",
    "/latest/meta-data/local-*,              /latest/meta-data/local-ipv4",
    "/latest/meta-data/tags/**,              /latest/meta-data/tags/instance/Name",
    "/latest/meta-data/tags/**,              /latest/meta-data/tags",
    "/**,                                    /latest/meta-data",
    "/,                                      /",
  })
  void allows(String pattern, String path) {
    assertThat(PathPattern.of(pattern).allows(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/latest/user-data,                      /latest/user-data/x",
    "/latest/user-data,                      /latest/user-data2",
    "/latest/user-data,                      /latest/USER-DATA",
    "/latest/meta-data/*,                    /latest/meta-data/iam/info",
    "/latest/meta-data/*,                    /latest/meta-data",
    "/latest/meta-data/tags/**,              /latest/meta-data/tagsx",
    "/latest/meta-data/tags/**,              /latest/META-DATA/tags/x",
    "/latest/meta-data/local-*,              /latest/meta-data/local-ipv4/x",
    "/latest/user-data,                      /x/latest/user-data",
    "/,                                      /latest",
  })
  void doesNotAllow(String pattern, String path) {
    assertThat(PathPattern.of(pattern).allows(path)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "/latest/user-data,                      /latest/USER-DATA",
    "/latest/meta-data/iam,                  /latest/meta-data/iam/security-credentials/role",
    "/latest/meta-data/IAM,                  /latest/meta-data/iam/info",
    "/**,                                    /latest",
    "/,                                      /latest/user-data",
  })
  void deniesInAnyCaseAndAllBelow(String pattern, String path) {
    assertThat(PathPattern.of(pattern).denies(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/latest/meta-data/iam,                  /latest/meta-data/iam-x",
    "/latest/meta-data/iam,                  /latest/meta-data",
  })
  void doesNotDeny(String pattern, String path) {
    assertThat(PathPattern.of(pattern).denies(path)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "latest/user-data",
        "/latest/../user-data",
        "/latest/./x",
        "/latest//x",
        "/latest/%69am",
        "/latest/x?y=1",
        "/latest/x;a=b",
        "/latest\\x",
        "/2021-03-23/meta-data",
        "/la**/x",
        "/latest/**/x",
        "/latest/\u00e9",
        "/latest/a b",
        "/1.0/meta-data",
        "/2021-03-23/**",
        "/2021-03-23",
        "//**",
        "/latest//**",
        "",
        "*",
        "**"
      })
  void isNotHowTheServiceSpellsIt(String text) {
    assertThat(PathPattern.fault(text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/**",
        "/latest/meta-data/ami-id",
        "/v2/credentials/*",
        "/openstack/2018-08-27/x",
        "/opc/v2/identity/**",
        "/2021-draft/x",
        "/computeMetadata/v1/instance/attributes/*"
      })
  void isFine(String text) {
    assertThat(PathPattern.fault(text)).isNull();
  }
}

package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataPathsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/iam",
        "/latest/meta-data/iam/",
        "/latest/meta-data/iam/security-credentials",
        "/latest/meta-data/iam/security-credentials/role",
        "/latest/meta-data/iam/security-credentials-extended/role",
        "/latest/meta-data/IAM/Security-Credentials/role",
        "/latest/meta-data/iam/something-new",
        "/latest/meta-data/iam-ecs-task-credentials/x",
        "/latest/meta-data/identity-credentials/ec2/security-credentials/ec2-instance",
        "/v2/credentials/0123",
        "/v1/credentials",
        "/computeMetadata/v1/instance/service-accounts/default/token",
        "/computeMetadata/v1/",
        "/metadata/identity/oauth2/token",
        "/opc/v2/identity/key.pem",
        "/latest/meta-data/ram/security-credentials/role",
        "/latest/meta-data/cam/security-credentials/role",
        "/instance_identity/v1/iam_token",
        "/openstack/latest/securitykey",
        "/openstack/2018-08-27/password",
      })
  void yieldsCredentials(String path) {
    assertThat(MetadataPaths.kindOf(path)).isEqualTo(Kind.CREDENTIALS);
  }

  @ParameterizedTest
  @CsvSource({
    "/latest/api/token, TOKEN",
    "/latest/meta-data/iam/info, IDENTITY",
    "/latest/dynamic/instance-identity/document, IDENTITY",
    "/metadata/attested/document, IDENTITY",
    "/opc/v2/instance/, IDENTITY",
    "/latest/user-data, USER_DATA",
    "/metadata/instance/compute/userData, USER_DATA",
    "/openstack/latest/user_data, USER_DATA",
    "/opc/v2/instance/metadata/user_data, USER_DATA",
    "/hetzner/v1/userdata, USER_DATA",
    "/metadata/v1.json, USER_DATA",
    "/latest/meta-data/ami-id, OTHER",
    "/latest/meta-data/, OTHER",
    "/, OTHER",
  })
  void yields(String path, Kind kind) {
    assertThat(MetadataPaths.kindOf(path)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/placement/region",
        "/latest/meta-data/placement/availability-zone",
        "/latest/dynamic/instance-identity/document"
      })
  void tellsTheRegion(String path) {
    assertThat(MetadataPaths.isRegion(path)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/latest/dynamic/instance-identity/pkcs7", "/latest/meta-data/placement/"})
  void doesNotTellTheRegion(String path) {
    assertThat(MetadataPaths.isRegion(path)).isFalse();
  }
}

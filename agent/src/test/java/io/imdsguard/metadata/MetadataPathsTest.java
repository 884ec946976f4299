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
        "/latest/meta-data/managed-ssh-keys/signer-cert",
        "/v2/credentials/0123",
        "/v1/credentials",
        "/metadata/identity/oauth2/token",
        "/msi/token",
        "/machine/0123/goalstate",
        "/opc/v2/identity/key.pem",
        "/latest/meta-data/ram/security-credentials/role",
        "/latest/meta-data/cam/security-credentials/role",
        "/instance_identity/v1/iam_token",
        "/identity/v1/token",
        "/openstack/latest/securitykey",
        "/openstack/2018-08-27/password",
        "/computeMetadata/v1/instance/service-accounts/default/token",
        "/computeMetadata/v1/instance/service-accounts/default/identity",
        "/computeMetadata/v1beta1/instance/service-accounts/default/token",
        "/computeMetadata/v1/instance/attributes/kube-env",
        "/0.1/meta-data/service-accounts/default/acquire",
      })
  void yieldsCredentials(String path) {
    assertThat(MetadataPaths.kindOf(path)).isEqualTo(Kind.CREDENTIALS);
  }

  /** {@code ?recursive=true} makes a document of all that is below; no query reaches the policy. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/computeMetadata",
        "/computeMetadata/",
        "/computeMetadata/v1",
        "/computeMetadata/v1/",
        "/computeMetadata/v1/instance",
        "/computeMetadata/v1/instance/",
        "/computeMetadata/v1/instance/attributes/",
        "/computeMetadata/v1/instance/service-accounts/",
        "/computeMetadata/v1/instance/service-accounts/default/",
      })
  void aFolderThatCanBeDumpedYieldsTheCredentialsInIt(String path) {
    assertThat(MetadataPaths.kindOf(path)).isEqualTo(Kind.CREDENTIALS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metadata/instance",
        "/metadata/instance/compute",
        "/opc/v2/instance/",
        "/computeMetadata/v1/project/",
        "/metadata/v1.json",
      })
  void aDocumentThatHoldsUserDataYieldsIt(String path) {
    assertThat(MetadataPaths.kindOf(path)).isEqualTo(Kind.USER_DATA);
  }

  @ParameterizedTest
  @CsvSource({
    "/latest/api/token, TOKEN",
    "/latest/meta-data/iam/info, IDENTITY",
    "/latest/dynamic/instance-identity/document, IDENTITY",
    "/metadata/attested/document, IDENTITY",
    "/meta-data/latest/api/token, TOKEN",
    "/latest/meta-data/iam/info/, IDENTITY",
    "/latest/dynamic/instance-identity/pkcs7, IDENTITY",
    "/metadata/instance/network, IDENTITY",
    "/metadata/v1/id, IDENTITY",
    "/openstack/latest/meta_data.json, IDENTITY",
    "/opc/v2/instance/id, IDENTITY",
    "/hetzner/v1/metadata/instance-id, IDENTITY",
    "/conf, IDENTITY",
    "/latest/user-data, USER_DATA",
    "/latest/user-data/, USER_DATA",
    "/latest/USER-DATA, USER_DATA",
    "/metadata/instance/compute/userData, USER_DATA",
    "/metadata/v1/user-data, USER_DATA",
    "/metadata/v1/instance/initialization, USER_DATA",
    "/computeMetadata/v1/instance/attributes/startup-script, USER_DATA",
    "/computeMetadata/v1/project/attributes/ssh-keys, USER_DATA",
    "/openstack/latest/user_data, USER_DATA",
    "/openstack/latest/vendor_data2.json, USER_DATA",
    "/opc/v2/instance/metadata/user_data, USER_DATA",
    "/hetzner/v1/userdata, USER_DATA",
    "/user_data, USER_DATA",
    "/latest/meta-data/ami-id, OTHER",
    "/latest/meta-data/public-keys/0/openssh-key, OTHER",
    "/latest/meta-data/, OTHER",
    "/computeMetadata/v1/instance/zone, OTHER",
    "/computeMetadata/v1/project/project-id, OTHER",
    "/, OTHER",
  })
  void yields(String path, Kind kind) {
    assertThat(MetadataPaths.kindOf(path)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/user-data2",
        "/latest/api/tokens",
        "/latest/meta-data/ramdisk-id",
        "/latest/meta-data/camera",
        "/v1/credentials2",
        "/configuration",
        "/metadata/v10/id",
        "/opc/identity",
      })
  void whatOnlyBeginsLikeItIsSomethingElse(String path) {
    assertThat(MetadataPaths.kindOf(path)).isEqualTo(Kind.OTHER);
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
      strings = {
        "/latest/dynamic/instance-identity/pkcs7",
        "/latest/meta-data/placement/",
        "/latest/meta-data/placement/regions",
        "/latest/meta-data/placement/region/x",
      })
  void doesNotTellTheRegion(String path) {
    assertThat(MetadataPaths.isRegion(path)).isFalse();
  }
}

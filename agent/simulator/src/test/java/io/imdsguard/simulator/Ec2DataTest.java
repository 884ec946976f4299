package io.imdsguard.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is under which path. */
class Ec2DataTest {
  private Simulator sim;

  @BeforeEach
  void start() {
    sim = Simulator.builder().imdsV1(true).role("my-role").region("eu-west-1").build().start();
  }

  @AfterEach
  void stop() {
    sim.close();
  }

  private String read(String path) throws IOException {
    return Client.send(sim, "GET " + path + " HTTP/1.1").body();
  }

  private static Stream<String> versions() {
    return Ec2Versions.ALL.stream();
  }

  @Test
  void theRootListsTheVersions() throws IOException {
    assertThat(read("/").lines()).startsWith("1.0", "2007-01-19").contains("2021-03-23", "latest");
  }

  @ParameterizedTest
  @MethodSource("versions")
  void everyVersionHasTheSameData(String version) throws IOException {
    assertThat(read("/" + version + "/meta-data/placement/region")).isEqualTo("eu-west-1");
  }

  @Test
  void anUnknownVersionIsNotFound() throws IOException {
    assertThat(Client.send(sim, "GET /1999-01-01/meta-data/ami-id HTTP/1.1").status())
        .isEqualTo(404);
  }

  @Test
  void aVersionListsItsThreeParts() throws IOException {
    assertThat(read("/latest/")).isEqualTo("dynamic\nmeta-data\nuser-data");
  }

  @Test
  void aListingSeparatesNamesByLfAndMarksDirectories() throws IOException {
    assertThat(read("/latest/meta-data/iam/"))
        .isEqualTo("info\nsecurity-credentials-extended/\nsecurity-credentials/");
  }

  @Test
  void theListOfRolesIsTheRoleAlone() throws IOException {
    assertThat(read("/latest/meta-data/iam/security-credentials/")).isEqualTo("my-role");
  }

  @Test
  void publicKeysAreListedWithTheirNumbers() throws IOException {
    assertThat(read("/latest/meta-data/public-keys/")).isEqualTo("0=demo-key");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/ami-id",
        "/latest/meta-data/instance-id",
        "/latest/meta-data/hostname",
        "/latest/meta-data/local-ipv4",
        "/latest/meta-data/placement/availability-zone",
        "/latest/meta-data/iam/info",
        "/latest/meta-data/iam/security-credentials-extended/my-role",
        "/latest/meta-data/identity-credentials/ec2/info",
        "/latest/meta-data/identity-credentials/ec2/security-credentials/ec2-instance",
        "/latest/meta-data/iam-ecs-XYZ/security-credentials/",
        "/latest/meta-data/public-keys/0/openssh-key",
        "/latest/dynamic/instance-identity/document",
        "/latest/dynamic/instance-identity/signature",
        "/latest/dynamic/instance-identity/pkcs7",
        "/latest/dynamic/instance-identity/rsa2048",
        "/latest/user-data"
      })
  void everythingIsPlainText(String path) throws IOException {
    assertThat(Client.send(sim, "GET " + path + " HTTP/1.1").header("Content-Type"))
        .isEqualTo("text/plain");
  }

  @Test
  void theIdentityDocumentNamesTheRegion() throws IOException {
    assertThat(read("/latest/dynamic/instance-identity/document"))
        .contains("\"region\" : \"eu-west-1\"");
  }

  @Test
  void aQueryIsIgnored() throws IOException {
    assertThat(read("/latest/meta-data/placement/region?x=/../y")).isEqualTo("eu-west-1");
  }

  @Test
  void theUserDataHoldsASecret() throws IOException {
    assertThat(read("/latest/user-data")).isEqualTo(sim.userData()).contains("SIMUSERDATA");
  }

  @Test
  void userDataCanBeAbsent() throws IOException {
    sim.behaviour().userData(null);
    assertThat(Client.send(sim, "GET /latest/user-data HTTP/1.1").status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//latest///meta-data//placement/region",
        "/latest/./meta-data/placement/region/",
        "/latest/user-data/../meta-data/placement/region",
        "/../../latest/meta-data/placement/region",
        "/%6catest/meta-data%2Fplacement/%72egion",
        "/latest/user-data/%2e%2e/meta-data/placement/region",
        "/latest;a=b/meta-data;x/placement/region;y",
        "\\latest\\meta-data/placement\\region",
        "http://169.254.169.254/latest/meta-data/placement/region",
        "/latest/meta-data/placement/region#fragment"
      })
  void strangeSpellingsOfAPathFindItsData(String target) throws IOException {
    assertThat(read(target)).isEqualTo("eu-west-1");
  }

  @Test
  void percentEncodingIsDecodedOnceOnly() throws IOException {
    assertThat(Client.send(sim, "GET /latest/%256deta-data/ami-id HTTP/1.1").status())
        .isEqualTo(404);
  }
}

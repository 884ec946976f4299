package io.imdsguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is in the group {@code @aws-sdk}: the frame nearest to the SDKs' helpers, by version. */
class AwsSdkTest {
  private static final String V1 = "com.amazonaws.";
  private static final String V2 = "software.amazon.awssdk.";

  @ParameterizedTest
  @ValueSource(
      strings = {
        // 2.0.0, then 2.5.0 to 2.17.0, then up to 2.57.8
        V2 + "auth.credentials.internal.HttpCredentialsProvider",
        V2 + "auth.credentials.HttpCredentialsProvider",
        V2 + "auth.credentials.InstanceProfileCredentialsProvider",
        V2
            + "auth.credentials.InstanceProfileCredentialsProvider"
            + "$InstanceProviderCredentialsEndpointProvider",
        V2 + "auth.credentials.ContainerCredentialsProvider",
        V2 + "regions.providers.InstanceProfileRegionProvider",
        V2 + "awscore.internal.defaultsmode.AutoDefaultsModeDiscovery",
        // 1.11.0, then 1.11.100 to 1.11.500, then 1.11.786 to 1.12
        V1 + "auth.InstanceProfileCredentialsProvider",
        V1 + "auth.EC2CredentialsFetcher",
        V1 + "auth.InstanceMetadataServiceCredentialsFetcher",
        V1 + "auth.ContainerCredentialsFetcher",
        V1 + "regions.InstanceMetadataRegionProvider",
        V1 + "regions.Regions",
      })
  void asksOnItsOwnAccount(String className) {
    assertThat(AwsSdk.isProvider(className)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        V2 + "regions.util.HttpResourcesUtils",
        V2 + "regions.internal.util.HttpResourcesUtils",
        V2 + "regions.internal.util.ConnectionUtils",
        V2 + "regions.internal.util.EC2MetadataUtils",
        V2 + "auth.credentials.internal.HttpCredentialsLoader",
        V2 + "imds.internal.DefaultEc2MetadataClient",
        V2 + "imds.internal.DefaultEc2MetadataAsyncClient",
        V1 + "internal.ConnectionUtils",
        V1 + "internal.EC2CredentialsUtils",
        V1 + "internal.EC2MetadataClient",
        V1 + "internal.EC2ResourceFetcher",
        V1 + "internal.InstanceMetadataServiceResourceFetcher",
        V1 + "util.EC2MetadataUtils",
      })
  void fetchesWhateverItIsTold(String className) {
    assertThat(AwsSdk.isProvider(className)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        V2 + "auth.credentials.InstanceProfileCredentialsProviderX",
        V2 + "auth.credentials.InstanceProfileCredentialsProvider.Evil",
        "com.acme." + V2 + "auth.credentials.InstanceProfileCredentialsProvider",
        V2 + "services.s3.S3Client",
        V1 + "auth",
      })
  void hasANameThatIsOnlyLikeIt(String className) {
    assertThat(AwsSdk.isProvider(className)).isFalse();
  }
}

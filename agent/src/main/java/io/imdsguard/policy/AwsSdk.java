package io.imdsguard.policy;

/**
 * The group {@code @aws-sdk}: the classes of the AWS SDKs for Java that ask the metadata service
 * for credentials or for the region on their own account.
 *
 * <p>Read from aws-java-sdk-core 1.11.0, 1.11.100, 1.11.500, 1.11.786 and 1.12.797 and from the SDK
 * v2's auth, regions and aws-core 2.0.0, 2.5.0, 2.15.0, 2.17.0, 2.17.290, 2.54.15 and 2.57.8. Up to
 * 2.17.0 at least, the base class {@code HttpCredentialsProvider} does the asking; it answers with
 * parsed credentials only, as any provider does. The SDKs' helpers that fetch any path for whoever
 * calls them ({@code EC2MetadataUtils}, {@code HttpResourcesUtils}, {@code HttpCredentialsLoader}
 * and others) are not among them: there the caller is the frame behind.
 */
final class AwsSdk {
  private static final String V1 = "com.amazonaws.";
  private static final String V2 = "software.amazon.awssdk.";
  private static final String[] PROVIDERS = {
    V2 + "auth.credentials.InstanceProfileCredentialsProvider",
    V2 + "auth.credentials.ContainerCredentialsProvider",
    V2 + "auth.credentials.HttpCredentialsProvider",
    V2 + "auth.credentials.internal.HttpCredentialsProvider",
    V2 + "regions.providers.InstanceProfileRegionProvider",
    V2 + "awscore.internal.defaultsmode.AutoDefaultsModeDiscovery",
    V1 + "auth.InstanceProfileCredentialsProvider",
    V1 + "auth.ContainerCredentialsProvider",
    V1 + "auth.EC2CredentialsFetcher",
    V1 + "auth.InstanceMetadataServiceCredentialsFetcher",
    V1 + "auth.ContainerCredentialsFetcher",
    V1 + "auth.BaseCredentialsFetcher",
    V1 + "regions.InstanceMetadataRegionProvider",
    V1 + "regions.Regions",
  };

  private AwsSdk() {}

  /** Whether this is one of the providers, or nested in one. */
  static boolean isProvider(String className) {
    for (String provider : PROVIDERS) {
      if (className.startsWith(provider)
          && (className.length() == provider.length()
              || className.charAt(provider.length()) == '$')) {
        return true;
      }
    }
    return false;
  }
}

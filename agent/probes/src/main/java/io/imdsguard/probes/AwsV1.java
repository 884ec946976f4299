package io.imdsguard.probes;

import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper;
import com.amazonaws.auth.InstanceProfileCredentialsProvider;
import com.amazonaws.regions.InstanceMetadataRegionProvider;
import com.amazonaws.util.EC2MetadataUtils;

/**
 * AWS SDK for Java v1: {@code AwsV1 PATH}. The providers are asked as an application does; the
 * helper that fetches any path is the application's own doing.
 */
public final class AwsV1 {
  private AwsV1() {}

  public static void main(String[] arguments) {
    Report.run("instance-profile", url -> keys(InstanceProfileCredentialsProvider.getInstance()));
    Report.run("instance-profile-async", url -> refreshing());
    Report.run("default-chain", url -> keys(DefaultAWSCredentialsProviderChain.getInstance()));
    Report.run("wrapper", url -> keys(new EC2ContainerCredentialsProviderWrapper()));
    Report.run("region", url -> "200 " + new InstanceMetadataRegionProvider().getRegion());
    Report.run("attack-get-data", url -> data(arguments[0]));
    Report.run("attack-security-credentials", url -> securityCredentials());
    System.exit(0);
  }

  private static String keys(AWSCredentialsProvider provider) {
    return "200 " + provider.getCredentials().getAWSAccessKeyId();
  }

  private static String refreshing() throws Exception {
    try (InstanceProfileCredentialsProvider provider =
        InstanceProfileCredentialsProvider.createAsyncRefreshingProvider(true)) {
      return keys(provider);
    }
  }

  private static String data(String path) {
    return answer(EC2MetadataUtils.getData(path));
  }

  private static String securityCredentials() {
    return EC2MetadataUtils.getIAMSecurityCredentials().isEmpty() ? answer(null) : answer("keys");
  }

  private static String answer(String data) {
    return data == null ? "404 nothing" : "200 " + data;
  }
}

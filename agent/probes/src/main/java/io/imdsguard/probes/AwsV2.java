package io.imdsguard.probes;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.regions.internal.util.EC2MetadataUtils;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.InstanceProfileRegionProvider;

/**
 * AWS SDK for Java v2: {@code AwsV2 URL}, where the URL is that of the role's credentials. The
 * providers are asked as an application does; the helper that fetches any path, and the connection
 * that the SDK may have left behind, are the application's own doing.
 */
public final class AwsV2 {
  private AwsV2() {}

  public static void main(String[] arguments) throws Exception {
    String role = new java.net.URL(arguments[0]).getPath();
    Report.run("instance-profile", url -> keys(InstanceProfileCredentialsProvider.create()));
    Report.run("attack-connection-just-used", Http::pooled, arguments[0]);
    Report.run(
        "instance-profile-async",
        url ->
            keys(
                InstanceProfileCredentialsProvider.builder()
                    .asyncCredentialUpdateEnabled(true)
                    .build()));
    Report.run("default-chain", url -> keys(DefaultCredentialsProvider.create()));
    Report.run("region", url -> "200 " + new InstanceProfileRegionProvider().getRegion());
    Report.run("region-chain", url -> "200 " + new DefaultAwsRegionProviderChain().getRegion());
    Report.run("attack-get-data", url -> data(role));
    System.exit(0);
  }

  private static String keys(AwsCredentialsProvider provider) {
    return "200 " + provider.resolveCredentials().accessKeyId();
  }

  private static String data(String path) {
    String data = EC2MetadataUtils.getData(path);
    return data == null ? "404 nothing" : "200 " + data;
  }
}

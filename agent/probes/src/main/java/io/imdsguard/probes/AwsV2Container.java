package io.imdsguard.probes;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/**
 * AWS SDK for Java v2 in a container: {@code AwsV2Container URL}, where the URL is that of the
 * container's credentials, which the application itself may not have.
 */
public final class AwsV2Container {
  private AwsV2Container() {}

  public static void main(String[] arguments) {
    Report.run("container", url -> keys(ContainerCredentialsProvider.builder().build()));
    Report.run(
        "container-async",
        url ->
            keys(
                ContainerCredentialsProvider.builder().asyncCredentialUpdateEnabled(true).build()));
    Report.run("default-chain", url -> keys(DefaultCredentialsProvider.create()));
    Report.run("attack-get", Http::get, arguments[0]);
    System.exit(0);
  }

  private static String keys(AwsCredentialsProvider provider) {
    return "200 " + provider.resolveCredentials().accessKeyId();
  }
}

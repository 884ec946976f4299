package io.imdsguard.probes;

import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.DefaultAWSCredentialsProviderChain;
import com.amazonaws.auth.EC2ContainerCredentialsProviderWrapper;

/**
 * AWS SDK for Java v1 in a container: {@code AwsV1Container URL}, where the URL is that of the
 * container's credentials, which the application itself may not have.
 */
public final class AwsV1Container {
  private AwsV1Container() {}

  public static void main(String[] arguments) {
    Report.run("wrapper", url -> keys(new EC2ContainerCredentialsProviderWrapper()));
    Report.run("default-chain", url -> keys(DefaultAWSCredentialsProviderChain.getInstance()));
    Report.run("attack-get", Http::get, arguments[0]);
    System.exit(0);
  }

  private static String keys(AWSCredentialsProvider provider) {
    return "200 " + provider.getCredentials().getAWSAccessKeyId();
  }
}

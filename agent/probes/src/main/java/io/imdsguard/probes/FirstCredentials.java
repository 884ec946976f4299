package io.imdsguard.probes;

import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;

/** Nothing but the AWS SDK's provider, once, with the SDK's own time-out of one second. */
public final class FirstCredentials {
  private FirstCredentials() {}

  public static void main(String[] arguments) {
    Report.run(
        "first",
        url ->
            "200 "
                + InstanceProfileCredentialsProvider.create().resolveCredentials().accessKeyId());
    System.exit(0);
  }
}

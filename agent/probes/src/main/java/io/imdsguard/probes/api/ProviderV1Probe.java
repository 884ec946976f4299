package io.imdsguard.probes.api;

/** The documented provider for AWS SDK v1, asked. */
public final class ProviderV1Probe {
  private ProviderV1Probe() {}

  public static void main(String[] arguments) {
    ApiProbe.tryIt("v1", () -> new GuardProviderV1().getCredentials().getAWSAccessKeyId());
  }
}

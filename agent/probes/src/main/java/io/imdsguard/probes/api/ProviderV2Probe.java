package io.imdsguard.probes.api;

/** The documented provider for AWS SDK v2, asked. */
public final class ProviderV2Probe {
  private ProviderV2Probe() {}

  public static void main(String[] arguments) {
    ApiProbe.tryIt("v2", () -> new GuardProviderV2().resolveCredentials().accessKeyId());
  }
}

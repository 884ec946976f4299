package io.imdsguard.simulator;

/** The metadata services that share the address 169.254.169.254 and port 80. */
public enum Cloud {
  /** Amazon EC2, both versions of the protocol. */
  EC2,
  /** Microsoft Azure: {@code /metadata/...} with {@code Metadata: true}. */
  AZURE,
  /**
   * Google Compute Engine: {@code /computeMetadata/v1/...} with {@code Metadata-Flavor: Google}.
   */
  GCP,
  /**
   * Some other service: any method on {@code /echo...} is answered with the request as it arrived.
   * If it is alone, everything else, so also {@code PUT /latest/api/token}, is answered with 404.
   */
  PLAIN
}

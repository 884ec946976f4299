package io.imdsguard.simulator;

/**
 * The metadata services. All but ECS and EKS, which have addresses of their own, share
 * 169.254.169.254 and port 80.
 */
public enum Cloud {
  /** Amazon EC2, both versions of the protocol. */
  EC2,
  /** Microsoft Azure: {@code /metadata/...} with {@code Metadata: true}. */
  AZURE,
  /**
   * Google Compute Engine: {@code /computeMetadata/v1/...} with {@code Metadata-Flavor: Google}.
   */
  GCP,
  /** Amazon ECS: a task's credentials and metadata. */
  ECS,
  /** Amazon EKS Pod Identity: credentials for whoever shows the pod's token. */
  EKS,
  /**
   * Some other service: any method on {@code /echo...} is answered with the request as it arrived.
   * If it is alone, everything else, so also {@code PUT /latest/api/token}, is answered with 404.
   */
  PLAIN
}

package io.imdsguard.simulator;

import java.time.Instant;

/** One set of temporary keys. */
public record Credentials(
    String accessKeyId,
    String secretAccessKey,
    String token,
    Instant lastUpdated,
    Instant expiration) {

  /** Without the secret key and the token. */
  @Override
  public String toString() {
    return accessKeyId + " until " + expiration;
  }
}

package io.imdsguard.api;

import java.time.Instant;
import java.util.Objects;

/**
 * A role's temporary credentials. Immutable. {@link #toString()} names the access key id, which is
 * not secret, and nothing that is. Not serializable, so that they are not written down by accident.
 */
public final class Credentials {
  private final String accessKeyId;
  private final String secretAccessKey;
  private final String sessionToken;
  private final Instant expiration;

  Credentials(String accessKeyId, String secret, String sessionToken, Instant expiration) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secret;
    this.sessionToken = sessionToken;
    this.expiration = expiration;
  }

  /** Such as {@code ASIA…}; CloudTrail and the agent's audit log name it. Not secret. */
  public String accessKeyId() {
    return accessKeyId;
  }

  /** Secret. */
  public String secretAccessKey() {
    return secretAccessKey;
  }

  /** Secret; to be sent along, as {@code X-Amz-Security-Token}. Never {@code null}. */
  public String sessionToken() {
    return sessionToken;
  }

  /** When they expire. Later than now, by the clock of this machine when they were handed out. */
  public Instant expiration() {
    return expiration;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Credentials
        && accessKeyId.equals(((Credentials) other).accessKeyId)
        && secretAccessKey.equals(((Credentials) other).secretAccessKey)
        && sessionToken.equals(((Credentials) other).sessionToken)
        && expiration.equals(((Credentials) other).expiration);
  }

  @Override
  public int hashCode() {
    return Objects.hash(accessKeyId, expiration);
  }

  @Override
  public String toString() {
    return "Credentials[accessKeyId=" + accessKeyId + ", expiration=" + expiration + "]";
  }
}

package io.imdsguard.metadata;

import io.imdsguard.sts.Signer;

/**
 * A role's temporary keys, to be handed to whom the policy permits. {@link #toString} has no secret
 * in it. Immutable.
 */
public final class RoleKeys implements Signer.Keys {
  private final String accessKeyId;
  private final String secretAccessKey;
  private final String sessionToken;
  private final String expiration;

  private RoleKeys(String accessKeyId, String secret, String sessionToken, String expiration) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secret;
    this.sessionToken = sessionToken;
    this.expiration = expiration;
  }

  /**
   * Reads a credentials document of EC2's or of a container's credentials endpoint.
   *
   * @return the keys, or {@code null} if the document is not whole or lacks one of them
   */
  static RoleKeys of(byte[] document) {
    JsonScanner json = new JsonScanner(document);
    String[] values = new String[4];
    if (!json.startObject()) {
      return null;
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      int place = place(name);
      if (place < 0) {
        json.skipValue();
      } else {
        values[place] = json.string();
      }
    }
    boolean whole = json.isComplete() && UtcTime.parse("" + values[3]) != UtcTime.INVALID;
    for (int i = 0; i < 3; i++) {
      whole &= values[i] != null && !values[i].isEmpty();
    }
    return whole ? new RoleKeys(values[0], values[1], values[2], values[3]) : null;
  }

  private static int place(String name) {
    switch (name) {
      case "AccessKeyId":
        return 0;
      case "SecretAccessKey":
        return 1;
      case "Token":
        return 2;
      case "Expiration":
        return 3;
      default:
        return -1;
    }
  }

  @Override
  public String accessKeyId() {
    return accessKeyId;
  }

  @Override
  public String secretAccessKey() {
    return secretAccessKey;
  }

  @Override
  public String sessionToken() {
    return sessionToken;
  }

  /** When they expire, as the service wrote it, such as {@code 2026-11-24T16:33:56Z}. */
  public String expiration() {
    return expiration;
  }

  /** When they expire, in milliseconds since 1970-01-01T00:00Z. */
  public long expirationMillis() {
    return UtcTime.parse(expiration);
  }

  @Override
  public String toString() {
    return "RoleKeys[accessKeyId=" + accessKeyId + ", expiration=" + expiration + "]";
  }
}

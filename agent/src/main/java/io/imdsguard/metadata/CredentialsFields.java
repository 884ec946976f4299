package io.imdsguard.metadata;

/**
 * What a credentials document says, as far as the agent may know it. The secret access key and the
 * session token are not in here, only whether they are there. Immutable.
 */
final class CredentialsFields {
  private final String code;
  private final String accessKeyId;
  private final String expiration;
  private final boolean hasSecrets;

  CredentialsFields(String code, String accessKeyId, String expiration, boolean hasSecrets) {
    this.code = code;
    this.accessKeyId = accessKeyId;
    this.expiration = expiration;
    this.hasSecrets = hasSecrets;
  }

  /** Reads a document; {@code null} if it is not one whole JSON object. */
  static CredentialsFields of(byte[] document) {
    JsonScanner json = new JsonScanner(document);
    String code = null;
    String accessKeyId = null;
    String expiration = null;
    boolean secretAccessKey = false;
    boolean token = false;
    if (!json.startObject()) {
      return null;
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      switch (name) {
        case "Code":
          code = json.string();
          break;
        case "AccessKeyId":
          accessKeyId = json.string();
          break;
        case "Expiration":
          expiration = json.string();
          break;
        case "SecretAccessKey":
          secretAccessKey = json.skipNonEmptyString();
          break;
        case "Token":
          token = json.skipNonEmptyString();
          break;
        default:
          json.skipValue();
          break;
      }
    }
    return json.isComplete()
        ? new CredentialsFields(code, accessKeyId, expiration, secretAccessKey && token)
        : null;
  }

  /** Whether the document says that what was asked for succeeded. */
  boolean hasSucceeded() {
    return "Success".equals(code);
  }

  /** Whether both are so, whenever the credentials expire. */
  boolean isSuccess() {
    return hasSucceeded() && isWhole();
  }

  /** Whether there is a whole set of credentials, and nothing says that they are none. */
  boolean isWhole() {
    return (code == null || hasSucceeded())
        && accessKeyId != null
        && !accessKeyId.isEmpty()
        && hasSecrets
        && expirationMillis() != UtcTime.INVALID;
  }

  /** {@code null} if there is none. */
  String accessKeyId() {
    return accessKeyId;
  }

  /** As it was written; {@code null} if there is none. */
  String expiration() {
    return expiration;
  }

  /** Milliseconds since 1970-01-01T00:00Z, or {@link UtcTime#INVALID}. */
  long expirationMillis() {
    return expiration == null ? UtcTime.INVALID : UtcTime.parse(expiration);
  }
}

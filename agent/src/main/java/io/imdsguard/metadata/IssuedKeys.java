package io.imdsguard.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The keys that a credentials document holds, for native code that takes them from Java. Nothing
 * here shows them but the three methods that hand them over. Immutable.
 */
public final class IssuedKeys {
  private final String accessKeyId;
  private final String secretAccessKey;
  private final String token;

  private IssuedKeys(String accessKeyId, String secretAccessKey, String token) {
    this.accessKeyId = accessKeyId;
    this.secretAccessKey = secretAccessKey;
    this.token = token;
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is not one, or has no keys
   */
  public static IssuedKeys of(byte[] document) throws IOException {
    JsonScanner json = new JsonScanner(document);
    String id = null;
    String secret = null;
    String token = null;
    if (json.startObject()) {
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        switch (name) {
          case "AccessKeyId":
            id = json.string();
            break;
          case "SecretAccessKey":
            secret = json.string();
            break;
          case "Token":
            token = json.string();
            break;
          default:
            json.skipValue();
            break;
        }
      }
    }
    if (!json.isComplete() || id == null || secret == null || token == null) {
      throw new IOException("not a credentials document");
    }
    return new IssuedKeys(id, secret, token);
  }

  public byte[] accessKeyId() {
    return bytes(accessKeyId);
  }

  public byte[] secretAccessKey() {
    return bytes(secretAccessKey);
  }

  public byte[] token() {
    return bytes(token);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package io.imdsguard.metadata;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The token that a container shows to the service that has its credentials: given once, or in a
 * file that is read whenever it is needed, because it is replaced from time to time. Immutable; has
 * no {@code toString}, because the token is a secret.
 *
 * <p>Of the two the one that is given wins, as it does for the AWS SDKs for Java.
 */
public final class Authorization {
  private static final int MAX_BYTES = 64 * 1024;

  private final String token;
  private final String file;

  /**
   * Creates one.
   *
   * @param token the token, or {@code null}
   * @param file the file with the token, or {@code null}
   */
  public Authorization(String token, String file) {
    this.token = token;
    this.file = file;
  }

  /**
   * The token as it is now, or {@code null} if none is set.
   *
   * @throws IOException if the file can't be read, or is over 64 KiB
   */
  String token() throws IOException {
    if (token != null || file == null) {
      return token;
    }
    String read = read().trim();
    return read.isEmpty() ? null : read;
  }

  private String read() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
    byte[] buffer = new byte[2048];
    try (FileInputStream in = new FileInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        bytes.write(buffer, 0, count);
        if (bytes.size() > MAX_BYTES) {
          throw new IOException("it is too long");
        }
      }
    } catch (IOException e) {
      throw new IOException("the authorization token's file can't be read: " + e.getMessage(), e);
    }
    return new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1);
  }
}

package io.imdsguard.sts;

import java.io.IOException;
import java.util.Map;

/** Signs requests with AWS Signature Version 4. Thread-safe. */
public interface Signer {

  /**
   * Signs a request.
   *
   * @return all the header fields to send with it, {@code Host} among them
   * @throws IOException if it can't be signed; without secrets in the message
   */
  Map<String, String> sign(Signable request, Keys keys) throws IOException;

  /** A POST of a form to the root of a service. Immutable. */
  final class Signable {
    private final StsSettings settings;
    private final String body;
    private final long timeMillis;

    /**
     * Creates a request.
     *
     * @param body the form, ASCII only
     * @param timeMillis when it is signed, in milliseconds since 1970-01-01T00:00Z
     */
    public Signable(StsSettings settings, String body, long timeMillis) {
      this.settings = settings;
      this.body = body;
      this.timeMillis = timeMillis;
    }

    public StsSettings settings() {
      return settings;
    }

    public String body() {
      return body;
    }

    public long timeMillis() {
      return timeMillis;
    }
  }

  /** The temporary keys to sign with. */
  interface Keys {

    String accessKeyId();

    String secretAccessKey();

    String sessionToken();
  }
}

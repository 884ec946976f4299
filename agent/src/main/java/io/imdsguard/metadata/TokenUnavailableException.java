package io.imdsguard.metadata;

import java.io.IOException;

/** The metadata service gave no IMDSv2 session token. */
public final class TokenUnavailableException extends IOException {
  private static final long serialVersionUID = 1L;
  private final int status;

  /**
   * Creates one.
   *
   * @param status the HTTP status of the answer to the token request (200 if there was no token in
   *     it), or 0 if there was no answer in time, which is what a hop limit that is too small looks
   *     like from inside a container
   */
  public TokenUnavailableException(int status) {
    super(
        status == 0
            ? "the metadata service did not answer the session token request in time; in a container,"
                + " raise the instance's hop limit (HttpPutResponseHopLimit) to 2"
            : "the metadata service answered the session token request with status " + status);
    this.status = status;
  }

  /** The HTTP status, or 0 if there was no answer. */
  public int status() {
    return status;
  }
}

package io.imdsguard.sts;

import java.io.IOException;

/**
 * STS gave no credentials. The message has STS's status and error code, never its own message: for
 * a bad signature that repeats the request with the session token in it.
 */
public final class StsException extends IOException {
  private static final long serialVersionUID = 1;

  public StsException(String message) {
    super(message);
  }
}

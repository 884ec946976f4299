package io.imdsguard.metadata;

import java.io.IOException;

/**
 * The last good credentials have expired, and the service gives no answer to have new ones from.
 */
public final class CredentialsExpiredException extends IOException {
  private static final long serialVersionUID = 1L;
  private final String expiration;

  CredentialsExpiredException(String expiration, IOException cause) {
    super("the credentials held expired at " + expiration + "; " + cause, cause);
    this.expiration = expiration;
  }

  /** When they expired, as their document says. */
  public String expiration() {
    return expiration;
  }
}

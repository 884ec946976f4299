package io.imdsguard.metadata;

/** What the service says about credentials without giving them. Thread-safe. */
final class Info extends Companion {

  /**
   * Creates one.
   *
   * @param keys the credentials that it is about
   */
  Info(Session session, Clock clock, Limits limits, Keys keys, String path) {
    super(session, clock, limits, keys, path);
  }

  @Override
  boolean read(byte[] body) {
    CredentialsFields fields = CredentialsFields.of(body);
    return fields != null && fields.hasSucceeded();
  }
}

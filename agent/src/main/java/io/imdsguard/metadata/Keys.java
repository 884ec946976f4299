package io.imdsguard.metadata;

/** Credentials that may be held. Thread-safe. */
interface Keys {

  /** Whether some are held that have not expired. */
  boolean holdUnexpired();

  /** The last ones that were held, if they have expired, else {@code null}. */
  Credentials expired();
}

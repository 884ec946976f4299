package io.imdsguard.metadata;

/** Credentials that may be held. Thread-safe. */
interface Keys {

  /** Whether some are held that have not expired. */
  boolean holdUnexpired();
}

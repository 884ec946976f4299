package io.imdsguard.metadata;

/** The two clocks of the upstream client. Thread-safe. */
interface Clock {

  /** The time of day in milliseconds since 1970-01-01T00:00Z; it may jump either way. */
  long wallMillis();

  /** A time that only runs forward, in nanoseconds from an arbitrary origin; it may wrap around. */
  long nanos();
}

package io.imdsguard.caller;

/** What a class on the stack is, by its name. The tables are in {@link KnownCode}. */
enum Known {
  /** An ordinary class: it may be the caller. */
  NONE,
  /** A client library or a helper that fetches whatever it is told to: never the caller. */
  LIBRARY,
  /** The engine of an asynchronous client: it connects for somebody who is not on this stack. */
  ENGINE,
  /** An engine's own thread, from here on down: nobody below has asked for anything. */
  LOOP,
  /** Runs what it reads: an expression engine, a deserialiser, a script engine, an XML parser. */
  INTERPRETER
}

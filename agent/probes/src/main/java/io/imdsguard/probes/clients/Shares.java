package io.imdsguard.probes.clients;

/** Ways to ask in which a connection is nobody's in particular, besides a client's forms. */
interface Shares {

  /** Names for {@link Client#get}. */
  String[] sharing();
}

package io.imdsguard.gate;

import java.nio.channels.SocketChannel;

/** What is done with the connections that a listener accepts. Thread-safe. */
interface Door {

  /** The work for one connection, which closes it. */
  Runnable serving(SocketChannel channel);
}

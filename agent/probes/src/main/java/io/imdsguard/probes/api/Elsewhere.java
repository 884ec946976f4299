package io.imdsguard.probes.api;

import java.io.IOException;

/** Starts processes, and no rule names it. */
final class Elsewhere {
  private Elsewhere() {}

  static Process start(String program) throws IOException {
    return new ProcessBuilder(program).start();
  }
}

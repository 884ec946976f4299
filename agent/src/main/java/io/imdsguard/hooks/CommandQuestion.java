package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.caller.Sighting;
import io.imdsguard.metadata.Host;
import io.imdsguard.policy.Ask;
import java.io.IOException;

/**
 * Puts the question whether a child process may be started, if its command line names metadata.
 * Thread-safe.
 */
final class CommandQuestion {
  private final Guard guard;
  private final CallerFinder finder;

  CommandQuestion(Guard guard, CallerFinder finder) {
    this.guard = guard;
    this.finder = finder;
  }

  /**
   * Returns if the process may be started. The caller is whoever is on this thread's stack.
   *
   * @throws IOException if it is refused
   */
  void ask(String[] command) throws IOException {
    Host host = CommandLine.find(command, guard.hosts());
    if (host == null && !guard.isSettled()) {
      awaitPolicy();
      host = CommandLine.find(command, guard.hosts());
    }
    if (host == null) {
      return;
    }
    Sighting sighting = finder.look(null);
    guard.await();
    if (guard.standsAside()) {
      return;
    }
    Ask ask = Ask.process(host.service(), CommandLine.program(command));
    String refusal = guard.processes().refusal(ask, sighting.caller());
    if (refusal != null) {
      throw new IOException(refusal);
    }
  }

  /** A command that names no service that is known must not fail because the guard has. */
  private void awaitPolicy() {
    try {
      guard.await();
    } catch (IOException e) {
      // What the policy would name stays unknown.
    }
  }
}

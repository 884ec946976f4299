package io.imdsguard.agent;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.gate.Gate;
import io.imdsguard.metadata.CleanThread;

/**
 * Goes through what the first request takes longest for, once, where credentials are fetched ahead
 * of that request: the JDK's stack walker and secure random generator are no small things to load.
 */
final class Rehearsal implements Runnable {
  private final Gate gate;

  private Rehearsal(Gate gate) {
    this.gate = gate;
  }

  /** Starts one in the background; with no thread to be had, the first request takes longer. */
  static void start(Gate gate) {
    CleanThread.start(new Rehearsal(gate), "imds-guard-rehearsal", null);
  }

  @Override
  @SuppressWarnings("CheckReturnValue") // looking is all
  public void run() {
    try {
      new CallerFinder().look(null);
      gate.rehearse();
    } catch (RuntimeException | LinkageError e) {
      // Whoever asks first meets it again, and is answered accordingly.
      return;
    }
  }
}

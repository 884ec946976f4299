package io.imdsguard.agent;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.gate.Gate;
import io.imdsguard.metadata.CleanThread;
import io.imdsguard.metadata.Endpoint;
import java.io.IOException;
import java.time.Instant;

/**
 * Goes through what the first request takes longest for, once, where credentials are fetched ahead
 * of that request: what the JDK loads to walk a stack or to draw a random number, and the agent to
 * decide and to answer, is no small thing.
 */
final class Rehearsal implements Runnable {
  private final LazyFunnel funnel;
  private final Gate gate;
  private final Endpoint endpoint;

  private Rehearsal(LazyFunnel funnel, Gate gate, Endpoint endpoint) {
    this.funnel = funnel;
    this.gate = gate;
    this.endpoint = endpoint;
  }

  /** Starts one in the background; with no thread to be had, the first request takes longer. */
  static void start(LazyFunnel funnel, Gate gate, Endpoint endpoint) {
    CleanThread.start(new Rehearsal(funnel, gate, endpoint), "imds-guard-rehearsal", null);
  }

  @Override
  public void run() {
    try {
      funnel.prepare();
      new CallerFinder().rehearse();
      gate.rehearse(endpoint);
      readAsAnSdkDoes();
    } catch (IOException | ReflectiveOperationException | RuntimeException | LinkageError e) {
      // Whoever asks first meets it again, and is answered accordingly.
      return;
    }
  }

  /**
   * Most of what the JDK loads with an SDK's first request is for reading the answer: its date, and
   * numbers as JSON parsers know them, whose powers of five {@code java.math.BigDecimal} works out
   * when it is loaded, from JDK 22 on for 20 ms.
   */
  private static void readAsAnSdkDoes() throws ReflectiveOperationException {
    Instant.parse("2026-11-28T00:00:00Z");
    Class.forName("java.math.BigDecimal");
  }
}

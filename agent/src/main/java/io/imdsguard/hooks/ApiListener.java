package io.imdsguard.hooks;

import io.imdsguard.gate.CredentialsGate;
import io.imdsguard.gate.HandOut;
import io.imdsguard.metadata.CleanThread;
import io.imdsguard.policy.Caller;
import java.util.function.Consumer;

/**
 * One listener of an application's, and for whom it listens. It is called on a daemon thread that
 * lives as long as the call: a slow one keeps nobody waiting, and what one throws goes where it
 * goes on any thread. Thread-safe.
 */
final class ApiListener implements Runnable {
  static final String THREAD_NAME = "imds-guard-listener";

  private final Consumer<Object> listener;
  private final Caller caller;
  private final CredentialsGate gate;
  private String seen;
  private String offered;
  private boolean busy;
  private volatile boolean removed;

  /**
   * Creates one.
   *
   * @param seen the credentials that it need not be told of, see {@link CredentialsGate#version}
   */
  ApiListener(Consumer<Object> listener, Caller caller, CredentialsGate gate, String seen) {
    this.listener = listener;
    this.caller = caller;
    this.gate = gate;
    this.seen = seen;
  }

  /** By identity: an application's {@code equals} is not called. */
  @SuppressWarnings("ReferenceEquality")
  boolean is(Object other) {
    return listener == other;
  }

  void remove() {
    removed = true;
  }

  /** These credentials are held now; returns at once. */
  synchronized void offer(String version) {
    if (busy || version.equals(seen)) {
      return;
    }
    offered = version;
    busy = CleanThread.start(this, THREAD_NAME, listener.getClass().getClassLoader());
  }

  @Override
  public void run() {
    try {
      HandOut handOut = removed ? null : gate.handOut(caller);
      if (handOut != null && (handOut.isRefused() || handOut.keys() != null)) {
        saw();
      }
      if (handOut != null && handOut.keys() != null && !removed) {
        listener.accept(ApiAnswer.keys(handOut.keys()));
      }
    } finally {
      free();
    }
  }

  private synchronized void saw() {
    seen = offered;
  }

  private synchronized void free() {
    busy = false;
  }
}

package io.imdsguard.benchmarks;

import java.lang.instrument.Instrumentation;

/** The floor: an agent that does nothing, which costs a JVM's start twice over as it is. */
public final class EmptyAgent {
  private EmptyAgent() {}

  public static void premain(String options, Instrumentation instrumentation) {}
}

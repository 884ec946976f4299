package io.imdsguard.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;

/** The start before the application: reads the options, registers the watch, returns one line. */
public final class Premain implements BiFunction<String, Instrumentation, String> {
  /** Made by {@link ImdsGuardAgent}, once. */
  public Premain() {}

  @Override
  public String apply(String argument, Instrumentation instrumentation) {
    Options options = Options.read(argument);
    if (options.enabled() || options.problem() != null) {
      Watch watch = new Watch(options, instrumentation);
      instrumentation.addTransformer(watch, true);
      watch.catchUp();
      if (options.policy() != null && options.peek().mayNarrow()) {
        SignerLoader.shared().begin(instrumentation);
      }
    }
    return StatusLine.of(options);
  }
}

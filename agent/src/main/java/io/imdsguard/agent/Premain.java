package io.imdsguard.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;

/** The start before the application: reads the options, registers the watch, returns one line. */
public final class Premain implements BiFunction<String, Instrumentation, String> {
  static final String VERSION = "0.1.0";

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
    return statusLine(options);
  }

  static String statusLine(Options options) {
    String name = "IMDS Guard " + VERSION;
    if (options.problem() != null) {
      return name + ": metadata is DENIED to everybody: " + options.problem();
    }
    if (!options.enabled()) {
      return name + " is switched off (enabled=false)";
    }
    String policy = options.policy() == null ? "built-in" : options.policy();
    String mode = options.mode();
    if (mode == null || mode.equals("monitor")) {
      mode = options.policy() == null ? "monitor" : "as the policy says";
    }
    return name + ": on, policy " + policy + ", mode " + mode + ", audit to " + options.audit();
  }
}

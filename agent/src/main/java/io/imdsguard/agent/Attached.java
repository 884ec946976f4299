package io.imdsguard.agent;

import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;

/**
 * The start in a running JVM: everything at once, and a count of the connections that are older.
 */
public final class Attached implements BiFunction<String, Instrumentation, String> {

  /** Made by {@link ImdsGuardAgent}, once. */
  public Attached() {}

  @Override
  public String apply(String argument, Instrumentation instrumentation) {
    Options options = Options.read(argument);
    if (options.enabled() || options.problem() != null) {
      Watch watch = new Watch(options, instrumentation);
      instrumentation.addTransformer(watch, true);
      // An application that runs is about to connect: nothing is gained by waiting for it.
      Start start = watch.begin();
      start.hurry();
      start.retransformLoaded();
      watch.catchUpLibraries();
      int older = OpenConnections.toMetadata();
      if (older > 0) {
        Console.say(
            older
                + (older == 1
                    ? " connection to a metadata service is"
                    : " connections to a metadata service are")
                + " older than the guard and not guarded; restart with -javaagent to guard all");
      }
    }
    return Premain.statusLine(options);
  }
}

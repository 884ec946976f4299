package io.imdsguard.caller;

import java.util.List;

/**
 * The JDK's tasks: they run what anybody has given them, on a pool's thread or on one that waits
 * for it. Whoever stands behind such a task on a stack may not have asked for what it does.
 */
final class Tasks {
  private static final String FUTURE = "java.util.concurrent.CompletableFuture";

  private static final NameTable TASKS =
      new NameTable(FUTURE, "java.util.concurrent.ForkJoinTask", "java.util.concurrent.FutureTask");

  /**
   * What the names of CompletableFuture's methods begin with that run the very function which they
   * are given, at once, where the future has its result already (JDK 8 to 27). All others run what
   * is to be run after it, whoever has given that.
   */
  private static final String[] GIVEN = {
    "uni", "bi", "or", "then", "handle", "when", "exceptionally", "accept", "apply", "runAfter",
  };

  private Tasks() {}

  /** Whether a frame of the JDK's hides who asked from those below it. */
  static boolean hide(List<RawFrame> raw, int at) {
    String name = raw.get(at).type.getName();
    if (!TASKS.has(name)) {
      return false;
    }
    if (!NameTable.names(FUTURE, name)) {
      return true;
    }
    // Tried once more by the method that has just put it aside, for the result may have come.
    boolean again = "tryFire".equals(raw.get(at).method()) && at + 1 < raw.size();
    return !runsWhatItIsGiven(raw.get(again ? at + 1 : at));
  }

  private static boolean runsWhatItIsGiven(RawFrame frame) {
    if (frame.method() == null || !NameTable.names(FUTURE, frame.type.getName())) {
      return false;
    }
    for (String beginning : GIVEN) {
      if (frame.method().startsWith(beginning)) {
        return true;
      }
    }
    return false;
  }
}

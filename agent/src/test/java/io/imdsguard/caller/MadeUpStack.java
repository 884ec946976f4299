package io.imdsguard.caller;

import io.imdsguard.policy.Caller;
import java.util.ArrayList;
import java.util.List;

/**
 * Attribution on a stack of classes that exist by name only, nearest frame first: the finder looks
 * at names, loaders and code sources. Those that the JDK has are the JDK's.
 */
final class MadeUpStack {
  private MadeUpStack() {}

  static Caller on(String... classNames) {
    return sighting(false, classNames).caller();
  }

  static Sighting sighting(boolean submission, String... classNames) {
    return look(
        null, submission ? CallerFinder.Look.SUBMIT : CallerFinder.Look.CONNECT, classNames);
  }

  static Caller within(Scope scope, int when, String... classNames) {
    return look(scope, when, classNames).caller();
  }

  private static Sighting look(Scope scope, int when, String... classNames) {
    List<RawFrame> frames = new ArrayList<>();
    for (String name : classNames) {
      Class<?> type = NamedClasses.ofJdk(name);
      frames.add(new RawFrame(type == null ? NamedClasses.define(name) : type, "run"));
    }
    return new CallerFinder(() -> frames, NamedClasses.otherLoader())
        .sight(frames, "main", when, scope);
  }
}

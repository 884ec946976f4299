package io.imdsguard.caller;

import java.lang.StackWalker.Option;
import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code java.lang.StackWalker}, JDK 9 on. Hidden frames are shown: without them a method reference
 * run by an executor would be attributed to whatever stands behind it.
 */
final class WalkerStack implements Stack, Function<Stream<StackFrame>, List<RawFrame>> {
  private final StackWalker walker =
      StackWalker.getInstance(EnumSet.of(Option.RETAIN_CLASS_REFERENCE, Option.SHOW_HIDDEN_FRAMES));

  /** Made by name, where the class is to be had. */
  WalkerStack() {}

  @Override
  public List<RawFrame> frames() {
    return walker.walk(this);
  }

  /** Called back by the walker with the stream of frames, which is only valid meanwhile. */
  @Override
  public List<RawFrame> apply(Stream<StackFrame> stream) {
    List<RawFrame> frames = new ArrayList<>(64);
    Iterator<StackFrame> all = stream.iterator();
    while (all.hasNext() && frames.size() < MAX_DEPTH) {
      StackFrame frame = all.next();
      frames.add(new Walked(frame));
    }
    return frames;
  }

  /** No deeper than to that class: this is asked more often than who stands behind it. */
  @Override
  public Class<?> callerOf(String prefix) {
    return walker.walk(new CallerOf(prefix));
  }

  /** The JVM looks a method's name up when it is asked for, which is of few. */
  private static final class Walked extends RawFrame {
    private final StackFrame frame;

    Walked(StackFrame frame) {
      super(frame.getDeclaringClass(), null);
      this.frame = frame;
    }

    @Override
    String method() {
      return frame.getMethodName();
    }
  }

  private static final class CallerOf implements Function<Stream<StackFrame>, Class<?>> {
    private final String prefix;

    CallerOf(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public Class<?> apply(Stream<StackFrame> stream) {
      Called called = new Called(prefix);
      Iterator<StackFrame> all = stream.iterator();
      while (all.hasNext()) {
        Class<?> type = all.next().getDeclaringClass();
        if (called.isBy(type)) {
          return type;
        }
      }
      return null;
    }
  }
}

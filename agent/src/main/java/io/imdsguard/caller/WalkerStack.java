package io.imdsguard.caller;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * {@code java.lang.StackWalker} (JDK 9 on), reached by reflection because the agent is compiled for
 * Java 8. Hidden frames are shown: without them a method reference run by an executor would be
 * attributed to whatever stands behind it.
 */
final class WalkerStack implements Stack, Function<Object, Object> {
  private final Object walker;
  private final Method walk;
  private final Method declaringClass;
  private final Method methodName;

  @SuppressWarnings({"unchecked", "rawtypes"})
  WalkerStack() throws ReflectiveOperationException {
    Class<?> type = Class.forName("java.lang.StackWalker");
    Class<? extends Enum> option =
        Class.forName("java.lang.StackWalker$Option").asSubclass(Enum.class);
    Class<?> frame = Class.forName("java.lang.StackWalker$StackFrame");
    Set<Object> options = new HashSet<>();
    options.add(Enum.valueOf(option, "RETAIN_CLASS_REFERENCE"));
    options.add(Enum.valueOf(option, "SHOW_HIDDEN_FRAMES"));
    walker = type.getMethod("getInstance", Set.class).invoke(null, options);
    walk = type.getMethod("walk", Function.class);
    declaringClass = frame.getMethod("getDeclaringClass");
    methodName = frame.getMethod("getMethodName");
  }

  @Override
  @SuppressWarnings("unchecked")
  public List<RawFrame> frames() throws ReflectiveOperationException {
    return (List<RawFrame>) walk.invoke(walker, this);
  }

  /** Called back by the walker with the stream of frames, which is only valid meanwhile. */
  @Override
  public Object apply(Object stream) {
    List<RawFrame> frames = new ArrayList<>(64);
    Iterator<?> all = ((Stream<?>) stream).iterator();
    try {
      while (all.hasNext() && frames.size() < MAX_DEPTH) {
        Object frame = all.next();
        frames.add(
            new RawFrame(
                (Class<?>) declaringClass.invoke(frame), (String) methodName.invoke(frame)));
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    return frames;
  }
}

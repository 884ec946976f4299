package io.imdsguard.caller;

import java.util.ArrayList;
import java.util.List;

/**
 * Java 8: {@code SecurityManager#getClassContext} tells the classes, with the hidden ones of
 * lambdas; a throwable's stack trace tells the methods, without them. This object is never
 * installed as a security manager.
 */
final class ContextStack extends SecurityManager implements Stack {

  @Override
  public List<RawFrame> frames() {
    Class<?>[] classes = getClassContext();
    StackTraceElement[] trace = new Throwable().getStackTrace();
    List<RawFrame> frames = new ArrayList<>(classes.length);
    int at = 0;
    for (int i = 0; i < classes.length && i < MAX_DEPTH; i++) {
      int found = at;
      while (found < trace.length && !trace[found].getClassName().equals(classes[i].getName())) {
        found++;
      }
      if (found < trace.length) {
        frames.add(new RawFrame(classes[i], trace[found].getMethodName()));
        at = found + 1;
      } else {
        frames.add(new RawFrame(classes[i], null));
      }
    }
    return frames;
  }
}

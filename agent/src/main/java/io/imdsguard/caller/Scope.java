package io.imdsguard.caller;

import io.imdsguard.policy.Caller;

/**
 * One method of a client on the current stack, and who submitted the request that it works for.
 * Immutable.
 */
public final class Scope {
  private final String className;
  private final String method;
  private final Caller caller;
  private final Object mark;

  /**
   * Creates one.
   *
   * @param where the method, such as {@code okhttp3.RealCall$AsyncCall#execute}
   * @param caller who submitted the request, or {@code null} if that is not known
   */
  public Scope(String where, Caller caller) {
    this(where, caller, null);
  }

  /**
   * Creates one of a method that makes a connection.
   *
   * @param mark kept for as long as this is
   */
  public Scope(String where, Caller caller, Object mark) {
    this.mark = mark;
    int hash = where.indexOf('#');
    this.className = where.substring(0, hash);
    this.method = where.substring(hash + 1);
    this.caller = caller;
  }

  public Caller caller() {
    return caller;
  }

  /** Whether what the method makes is made for the caller. */
  public boolean isMade() {
    return mark != null;
  }

  /** Whether this frame is that method; up to Java 8 a frame may not tell its method. */
  boolean isAt(RawFrame frame) {
    return frame.type.getName().equals(className)
        && (frame.method() == null || frame.method().equals(method));
  }
}

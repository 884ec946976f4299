package io.imdsguard.caller;

/** One frame as the JVM gives it: the class that is executing and its method. Immutable. */
class RawFrame {
  final Class<?> type;

  private final String method;

  RawFrame(Class<?> type, String method) {
    this.type = type;
    this.method = method;
  }

  /** The method's name; {@code null} where the JVM does not tell: hidden frames on Java 8. */
  String method() {
    return method;
  }
}

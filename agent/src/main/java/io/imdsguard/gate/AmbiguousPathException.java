package io.imdsguard.gate;

/** A path that two readers could read differently. */
public final class AmbiguousPathException extends Exception {
  private static final long serialVersionUID = 1L;

  AmbiguousPathException(String why) {
    super("the path is ambiguous: " + why);
  }
}

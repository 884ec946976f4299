package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;

/**
 * One method that is rewritten: which one, and what is put at its start, before its returns or, by
 * a visitor of its own, elsewhere.
 *
 * <p>What is put in is straight-line code, but for what {@link Code} knows how to write the stack
 * map frames of. Immutable.
 */
abstract class Hook {
  private final String target;

  /**
   * Creates a hook.
   *
   * @param target the internal name of the class, such as {@code sun/nio/ch/Net}
   */
  Hook(String target) {
    this.target = target;
  }

  final String target() {
    return target;
  }

  /** Whether this is the method. */
  abstract boolean matches(Site site);

  /** Whether a class that has so many of the methods is one that the hook was written for. */
  boolean fits(int found) {
    return found == 1;
  }

  /** What is put around or into the method's own code. */
  MethodVisitor around(Site site, MethodVisitor next) {
    return new HookedMethod(this, site, next);
  }

  /** Writes what comes first. */
  void atStart(Code code) {}

  /** Writes what comes next: if it throws, {@link #atThrow} gets it. */
  void inside(Code code) {}

  /** Writes what comes before each return; a value to be returned is on the stack. */
  void atReturn(Code code) {}

  /** Writes what comes before the method throws on what was thrown in it, if {@link #isAround}. */
  void atThrow(Code code) {}

  /** Whether {@link #atThrow} has something to write. */
  boolean isAround() {
    return false;
  }
}

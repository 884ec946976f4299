package io.imdsguard.hooks;

/** A hook in a client library, of which there are versions and relocated copies. Immutable. */
abstract class LibraryHook extends Hook {
  private final String[] methods;

  /**
   * Creates a hook.
   *
   * @param method name and beginning of the descriptor of the method, such as {@code
   *     execute(Ljava/lang/Object;}; alternatives, of which each version has one, are separated by
   *     spaces
   */
  LibraryHook(String target, String method) {
    super(target);
    this.methods = method.split(" ");
  }

  /** Overloads and accessors of the compiler's delegate to each other: all are rewritten. */
  @Override
  boolean fits(int found) {
    return found >= 1;
  }

  @Override
  boolean matches(Site site) {
    String signature = site.signature();
    for (String one : methods) {
      if (signature.startsWith(one)) {
        return true;
      }
    }
    return false;
  }
}

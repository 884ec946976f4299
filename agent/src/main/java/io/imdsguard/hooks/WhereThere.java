package io.imdsguard.hooks;

/** A hook in a class of which some versions have the method and others need none. Immutable. */
final class WhereThere extends Hook {
  private final Hook hook;

  WhereThere(Hook hook) {
    super(hook.target());
    this.hook = hook;
  }

  @Override
  boolean matches(Site site) {
    return hook.matches(site);
  }

  @Override
  boolean fits(int found) {
    return true;
  }

  @Override
  void atStart(Code code) {
    hook.atStart(code);
  }

  @Override
  void atReturn(Code code) {
    hook.atReturn(code);
  }
}

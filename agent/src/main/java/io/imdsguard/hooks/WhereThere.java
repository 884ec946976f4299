package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;

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
  MethodVisitor around(Site site, MethodVisitor next) {
    return hook.around(site, next);
  }
}

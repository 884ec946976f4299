package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;

/**
 * A method that has changed its arguments in the course of versions: a hook for each. Immutable.
 */
final class OneOf extends Hook {
  private final Hook[] hooks;

  OneOf(Hook... hooks) {
    super(hooks[0].target());
    this.hooks = hooks;
  }

  @Override
  boolean matches(Site site) {
    return of(site) != null;
  }

  @Override
  MethodVisitor around(Site site, MethodVisitor next) {
    return of(site).around(site, next);
  }

  private Hook of(Site site) {
    for (Hook hook : hooks) {
      if (hook.matches(site)) {
        return hook;
      }
    }
    return null;
  }
}

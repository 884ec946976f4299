package io.imdsguard.agent;

import io.imdsguard.hooks.Funnel;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.security.AccessController;
import java.security.PrivilegedAction;

/**
 * The funnel, made when the first connection or request is metadata's: all others, and above all
 * the application's very first, need not wait until its classes are loaded. Nor does whoever has
 * only made a proxy. Thread-safe.
 */
final class LazyFunnel implements InvocationHandler {
  private final Standing standing;
  private volatile Funnel funnel;

  LazyFunnel(Standing standing) {
    this.standing = standing;
  }

  @Override
  public Object invoke(Object what, Method unused, Object[] about) throws Throwable {
    if ("demand".equals(what)) {
      standing.demand((String) about[0]);
      return true;
    }
    Funnel made = funnel;
    return (made == null ? make() : made).invoke(what, unused, about);
  }

  /** Makes it ahead of the first question. */
  void prepare() {
    if (funnel == null) {
      make();
    }
  }

  private synchronized Funnel make() {
    if (funnel == null) {
      // Whoever connects first may be allowed less than the agent by a security manager.
      funnel = AccessController.doPrivileged(new Make(standing));
    }
    return funnel;
  }

  private static final class Make implements PrivilegedAction<Funnel> {
    private final Standing standing;

    Make(Standing standing) {
      this.standing = standing;
    }

    @Override
    public Funnel run() {
      return new Funnel(standing);
    }
  }
}

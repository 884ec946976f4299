package io.imdsguard.agent;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.spi.SelectorProvider;

/**
 * The JDK's own channel provider. {@code SelectorProvider.provider()} may be one that the
 * application brought, and {@code java.net.Socket} may have a factory of its.
 */
final class Sockets {
  private Sockets() {}

  static SelectorProvider provider() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.nio.ch.DefaultSelectorProvider");
    Method method;
    try {
      method = type.getMethod("get");
    } catch (NoSuchMethodException upTo11) {
      method = type.getMethod("create");
    }
    method.setAccessible(true);
    try {
      return (SelectorProvider) method.invoke(null);
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}

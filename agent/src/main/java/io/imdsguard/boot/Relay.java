package io.imdsguard.boot;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.function.BiConsumer;

/**
 * Stands for an object of the agent's where a library is given one to call: from the object itself
 * it would be one step to the agent's class loader. At run time it is {@code
 * java.net.ImdsGuardRelay}, beside {@link Junction}.
 */
public final class Relay implements InvocationHandler, BiConsumer<Object, Throwable> {
  private final InvocationHandler called;
  private final Runnable ended;

  /**
   * Creates one.
   *
   * @param called what to call, without the proxy
   * @param ended what to run once this is told an outcome
   */
  public Relay(InvocationHandler called, Runnable ended) {
    this.called = called;
    this.ended = ended;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    return called.invoke(null, method, arguments);
  }

  @Override
  public void accept(Object result, Throwable failure) {
    ended.run();
  }
}

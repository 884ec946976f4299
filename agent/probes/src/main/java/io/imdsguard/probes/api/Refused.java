package io.imdsguard.probes.api;

import io.imdsguard.api.Credentials;
import io.imdsguard.api.ImdsGuard;
import io.imdsguard.api.Lookalike;
import io.imdsguard.api.Registration;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A class that no rule names, and what it may try. */
final class Refused {
  private Refused() {}

  static Credentials credentials() {
    return ImdsGuard.credentials();
  }

  static Registration listen(Consumer<Credentials> listener) {
    return ImdsGuard.onRefresh(listener);
  }

  /** Past the API, by the method that it calls. */
  static Object directly() throws Exception {
    return junctionsApi().invoke(null, "credentials", null);
  }

  /** By a class that stands in the API's own package. */
  static Object byLookalike() throws Exception {
    return new Lookalike().call();
  }

  /** The same from a thread with nothing else of an application's on its stack. */
  static Object byLookalikeAlone() throws Exception {
    FutureTask<Object> task = new FutureTask<>(new Lookalike());
    new Thread(task).start();
    return task.get();
  }

  /** The same from a thread with nothing but the JDK on its stack. */
  static Object fromNowhere() throws Exception {
    AtomicReference<Object> answer = new AtomicReference<>();
    MethodHandle ask =
        MethodHandles.insertArguments(
            MethodHandles.publicLookup().unreflect(junctionsApi()), 0, "credentials", null);
    MethodHandle keep =
        MethodHandles.publicLookup()
            .bind(answer, "set", MethodType.methodType(void.class, Object.class))
            .asType(MethodType.methodType(void.class, Object[].class));
    Thread thread =
        new Thread(
            MethodHandleProxies.asInterfaceInstance(
                Runnable.class, MethodHandles.filterReturnValue(ask, keep)));
    thread.start();
    thread.join();
    return answer.get();
  }

  /** The agent's own object behind the junction, by deep reflection. */
  static Object handler() throws Exception {
    Field handler = junctionsApi().getDeclaringClass().getDeclaredField("handler");
    handler.setAccessible(true);
    return handler.get(null);
  }

  private static Method junctionsApi() throws ReflectiveOperationException {
    return Class.forName("java.net.ImdsGuardJunction").getMethod("api", String.class, Object.class);
  }
}

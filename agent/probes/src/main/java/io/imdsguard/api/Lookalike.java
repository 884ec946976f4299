package io.imdsguard.api;

import java.util.concurrent.Callable;

/** What somebody might put into a changed copy of the API: it takes the API's name for a right. */
public final class Lookalike implements Callable<Object> {
  @Override
  public Object call() throws ReflectiveOperationException {
    return Class.forName("java.net.ImdsGuardJunction")
        .getMethod("api", String.class, Object.class)
        .invoke(null, "credentials", null);
  }
}

package io.imdsguard.probes.api;

import io.imdsguard.api.Credentials;
import io.imdsguard.api.ImdsGuard;
import io.imdsguard.api.Registration;
import java.util.function.Consumer;

/** The class that a test's policy permits the agent's API. */
public final class Permitted {
  private Permitted() {}

  public static Credentials credentials() {
    return ImdsGuard.credentials();
  }

  public static Registration listen(Consumer<Credentials> listener) {
    return ImdsGuard.onRefresh(listener);
  }
}

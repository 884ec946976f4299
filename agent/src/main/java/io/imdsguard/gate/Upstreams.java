package io.imdsguard.gate;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.ScopedCredentials;
import io.imdsguard.metadata.Upstream;

/** The agent's own ways to the services behind the guarded addresses. Thread-safe. */
public interface Upstreams {

  Upstream forEndpoint(Endpoint endpoint);

  /** Who narrows credentials, or {@code null} if no rule wants that. */
  default ScopedCredentials scoped() {
    return null;
  }
}

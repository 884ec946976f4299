package io.imdsguard.gate;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Upstream;

/** The agent's own ways to the services behind the guarded addresses. Thread-safe. */
public interface Upstreams {

  Upstream forEndpoint(Endpoint endpoint);
}

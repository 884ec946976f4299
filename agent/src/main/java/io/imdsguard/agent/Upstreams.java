package io.imdsguard.agent;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.MetadataClient;
import io.imdsguard.metadata.OwnCredentials;
import io.imdsguard.metadata.ScopedCredentials;
import io.imdsguard.metadata.Transport;
import io.imdsguard.metadata.Upstream;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** One client for each guarded endpoint. Immutable. */
final class Upstreams implements io.imdsguard.gate.Upstreams {
  private final IdentityHashMap<Endpoint, Upstream> clients = new IdentityHashMap<>();
  private final ScopedCredentials scoped;

  /**
   * Creates them.
   *
   * @param scoped narrows their credentials; {@code null} if no rule wants that
   */
  Upstreams(List<Endpoint> endpoints, Transport transport, ScopedCredentials scoped) {
    this.scoped = scoped;
    for (Endpoint endpoint : endpoints) {
      clients.put(endpoint, new MetadataClient(endpoint, transport));
    }
  }

  @Override
  public Upstream forEndpoint(Endpoint endpoint) {
    return clients.get(endpoint);
  }

  @Override
  public ScopedCredentials scoped() {
    return scoped;
  }

  /** The credentials of the role, from the first of these endpoints that has any. */
  OwnCredentials own(List<Endpoint> endpoints) {
    List<Upstream> preferred = new ArrayList<>(endpoints.size());
    for (Endpoint endpoint : endpoints) {
      preferred.add(clients.get(endpoint));
    }
    return new OwnCredentials(preferred, scoped);
  }
}

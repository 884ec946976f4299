package io.imdsguard.metadata;

import java.io.IOException;

/**
 * The agent's own way to one metadata service, over a transport of its own.
 *
 * <p>It speaks HTTP/1.1 by itself, one request per connection, so that no proxy selector,
 * authenticator, cookie handler, response cache or stream handler that an application installs can
 * see or change an exchange. Thread-safe. It has a background thread only while credentials that
 * somebody uses are held.
 */
public final class MetadataClient implements Upstream {
  private final Connector connector;
  private final Session session;
  private final Snapshot snapshot;
  private final Refresher refresher;

  /**
   * Creates a client; nothing is sent before the first request.
   *
   * @param endpoint the service
   * @param transport the way to it, past the agent's own funnel
   */
  public MetadataClient(Endpoint endpoint, Transport transport) {
    this(endpoint, transport, new SystemClock(), Limits.standard());
  }

  MetadataClient(Endpoint endpoint, Transport transport, Clock clock, Limits limits) {
    this.connector = new Connector(endpoint, transport, clock, limits.connectMillis());
    Exchange exchange = new Exchange(connector, clock);
    Container container = endpoint.container();
    if (!endpoint.isContainers()) {
      SessionTokens tokens = new SessionTokens(connector, exchange, clock, limits.tokenMillis());
      this.session = new TokenSession(connector, exchange, tokens);
      this.snapshot = new Ec2Snapshot(session, clock, limits);
    } else if (container != null) {
      this.session = new ContainerSession(connector, exchange, container.authorization());
      this.snapshot = new ContainerSnapshot(session, clock, limits, container.target());
    } else {
      this.session = new ContainerSession(connector, exchange, new Authorization(null, null));
      this.snapshot = new NoSnapshot();
    }
    this.refresher = new Refresher(connector, snapshot);
  }

  @Override
  public Endpoint endpoint() {
    return connector.endpoint();
  }

  @Override
  public void requireReachable() throws IOException {
    if (!snapshot.holdUnexpired()) {
      connector.requireReachable();
    }
  }

  @Override
  public void warmUp() {
    refresher.load();
  }

  @Override
  public void requireToken() throws IOException {
    session.require();
  }

  @Override
  public Reply credentials(String canonicalPath) throws IOException {
    return snapshot.answer(canonicalPath, refresher);
  }

  @Override
  public Reply carry(Carried request) throws IOException {
    return session.send(request, 0);
  }

  @Override
  public Wire open() throws IOException {
    return connector.connect();
  }
}

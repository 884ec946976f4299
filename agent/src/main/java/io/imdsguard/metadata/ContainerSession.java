package io.imdsguard.metadata;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The way of ECS and EKS: the authorization token as it is at this moment, if one is set. */
final class ContainerSession implements Session {
  private final Connector connector;
  private final Exchange exchange;
  private final Authorization authorization;

  ContainerSession(Connector connector, Exchange exchange, Authorization authorization) {
    this.connector = connector;
    this.exchange = exchange;
    this.authorization = authorization;
  }

  @Override
  public void require() throws IOException {
    connector.requireReachable();
  }

  @Override
  public WireReply send(Carried request, int withinMillis) throws IOException {
    Carried authorized = request.withToken() ? authorized(request) : request;
    Wire wire = withinMillis > 0 ? connector.connect(withinMillis) : connector.connect();
    return exchange.on(wire, authorized, null, withinMillis);
  }

  private Carried authorized(Carried request) throws IOException {
    String token = authorization.token();
    if (token == null) {
      return request;
    }
    List<Header> headers = new ArrayList<>(request.headers());
    headers.add(new Header("Authorization", token));
    return new Carried(
        request.method(),
        request.target(),
        headers,
        request.body(),
        false,
        request.readTimeoutMillis());
  }
}

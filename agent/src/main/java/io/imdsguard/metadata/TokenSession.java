package io.imdsguard.metadata;

import java.io.IOException;

/** EC2's way: a session token, and the request repeated once if the service refuses it. */
final class TokenSession implements Session {
  private static final int UNAUTHORIZED = 401;

  private final Connector connector;
  private final Exchange exchange;
  private final SessionTokens tokens;

  TokenSession(Connector connector, Exchange exchange, SessionTokens tokens) {
    this.connector = connector;
    this.exchange = exchange;
    this.tokens = tokens;
  }

  @Override
  public void require() throws IOException {
    tokens.get();
  }

  @Override
  public WireReply send(Carried request, int withinMillis) throws IOException {
    if (!request.withToken()) {
      return exchange.on(connect(withinMillis), request, null, withinMillis);
    }
    SessionToken token = tokens.get();
    WireReply reply = sendWith(token, request, withinMillis);
    if (reply.status() == UNAUTHORIZED) {
      SessionToken other = otherThan(token, reply);
      if (other != null) {
        reply.close();
        reply = sendWith(other, request, withinMillis);
      }
    }
    return reply;
  }

  private SessionToken otherThan(SessionToken refused, WireReply reply) throws IOException {
    boolean known = false;
    try {
      SessionToken other = tokens.replace(refused);
      known = true;
      return other;
    } finally {
      if (!known) {
        reply.close();
      }
    }
  }

  private WireReply sendWith(SessionToken token, Carried request, int withinMillis)
      throws IOException {
    WireReply reply = exchange.on(connect(withinMillis), request, token.value(), withinMillis);
    if (reply.status() != UNAUTHORIZED) {
      token.accept();
    }
    return reply;
  }

  private Wire connect(int withinMillis) throws IOException {
    return withinMillis > 0 ? connector.connect(withinMillis) : connector.connect();
  }
}

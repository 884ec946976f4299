package io.imdsguard.metadata;

import java.io.IOException;
import java.io.InputStream;

/** One request and one answer on a connection of their own. Thread-safe. */
final class Exchange {
  private final Connector connector;
  private final Clock clock;

  Exchange(Connector connector, Clock clock) {
    this.connector = connector;
    this.clock = clock;
  }

  /**
   * Sends a request on an open connection and reads the head of the answer.
   *
   * @param token the session token to send, or {@code null}
   * @param withinMillis how long the whole answer, body included, may take; 0 if only the request's
   *     own limit per read holds
   * @throws IOException after it has closed the connection
   */
  WireReply on(Wire wire, Carried request, String token, int withinMillis) throws IOException {
    boolean answered = false;
    try {
      String authority = connector.endpoint().authority();
      RequestWriter.write(wire.out(), request, authority, token);
      WireReply reply =
          ReplyReader.read(request.method(), wire, input(wire, request, withinMillis));
      answered = true;
      return reply;
    } finally {
      if (!answered) {
        wire.close();
      }
    }
  }

  private InputStream input(Wire wire, Carried request, int withinMillis) throws IOException {
    if (withinMillis > 0) {
      return new DeadlineStream(wire, clock, withinMillis);
    }
    wire.readTimeout(request.readTimeoutMillis());
    return wire.in();
  }
}

package io.imdsguard.gate;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Upstream;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Frame;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * What the first caller of an SDK asks for before it asks for keys, gone through ahead of it: most
 * of the time of a first answer goes into classes that are loaded with it. The agent asks itself
 * over a connection of its own, for a session token and for the list of roles. No keys pass, and
 * nothing is recorded.
 */
final class RehearsedVisits {
  private static final String ROLES = "/latest/meta-data/iam/security-credentials/";
  private static final int TTL_SECONDS = 1;

  private final Service service;
  private final Arrivals arrivals = new Arrivals();
  private final Endpoint endpoint;
  private final Caller caller;
  private final SelectorProvider provider;
  private final Turns turns;

  /**
   * Creates them.
   *
   * @param real what real visits need
   * @param endpoint EC2's: what the others answer holds keys
   */
  RehearsedVisits(Service real, Endpoint endpoint, SelectorProvider provider, Turns turns) {
    this.service = real.with(new RehearsedRules(real.rules()), new UnwrittenLog(real.audit()));
    this.endpoint = endpoint;
    this.provider = provider;
    this.turns = turns;
    Frame frame = new Frame(RehearsedVisits.class.getName(), "run", null, null);
    this.caller =
        Caller.attributed(
            Collections.singletonList(frame), null, Thread.currentThread().getName(), null, null);
  }

  /**
   * Makes them, one after the other, on this thread.
   *
   * @throws IOException if the service can't be reached, or there are no more connections to be had
   */
  void run() throws IOException {
    Upstream upstream = service.upstream(endpoint);
    upstream.requireReachable();
    String token = service.tokens().issue(TTL_SECONDS);
    try (ServerSocketChannel listener = Gate.listen(provider, new byte[] {127, 0, 0, 1})) {
      visit(listener, "PUT /latest/api/token", Visit.TOKEN + "-ttl-seconds: " + TTL_SECONDS);
      visit(listener, "GET " + ROLES, Visit.TOKEN + ": " + token);
    }
  }

  private void visit(ServerSocketChannel listener, String request, String field)
      throws IOException {
    String head = request + " HTTP/1.1\r\nHost: " + endpoint.authority() + "\r\n" + field;
    ByteBuffer bytes = ByteBuffer.wrap((head + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    try (SocketChannel client = provider.openSocketChannel()) {
      client.connect(listener.socket().getLocalSocketAddress());
      InetSocketAddress local = (InetSocketAddress) client.socket().getLocalSocketAddress();
      // A request and an answer as short as these wait in the connection for whoever reads them.
      while (bytes.hasRemaining()) {
        client.write(bytes);
      }
      client.shutdownOutput();
      SocketChannel accepted = listener.accept();
      if (!local.equals(accepted.socket().getRemoteSocketAddress())) {
        accepted.close();
        throw new IOException("somebody else has connected");
      }
      arrivals.record(local, new Arrival(caller, endpoint));
      new Serving(accepted, arrivals, service, null, turns).run();
    }
  }
}

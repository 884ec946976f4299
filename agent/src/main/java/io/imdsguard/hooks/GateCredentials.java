package io.imdsguard.hooks;

import io.imdsguard.gate.Arrival;
import io.imdsguard.gate.Tickets;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.IssuedKeys;
import io.imdsguard.policy.Caller;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Credentials that the gate gives to one caller, or refuses. Immutable. */
final class GateCredentials {
  private static final String LIST = "/latest/meta-data/iam/security-credentials/";

  private final Tickets tickets;
  private final Caller caller;
  private final Endpoint endpoint;
  private final String path;
  private final String authorization;

  /**
   * Creates one.
   *
   * @param path the document's, or {@code null} for that of EC2's only role
   * @param authorization what the document's service wants to see, or {@code null}
   */
  GateCredentials(
      Tickets tickets, Caller caller, Endpoint endpoint, String path, String authorization) {
    this.tickets = tickets;
    this.caller = caller;
    this.endpoint = endpoint;
    this.path = path;
    this.authorization = authorization;
  }

  /**
   * Asks.
   *
   * @return AWS CRT's object for them
   * @throws IOException if the gate refuses, or there are none
   */
  Object get(CrtProviders crt) throws IOException, ReflectiveOperationException {
    String document = path;
    if (document == null) {
      String role = new String(ask(LIST), StandardCharsets.US_ASCII).trim();
      if (role.isEmpty() || role.indexOf('\n') >= 0) {
        throw new IOException("not one role");
      }
      document = LIST + role;
    }
    IssuedKeys keys = IssuedKeys.of(ask(document));
    return crt.made(keys.accessKeyId(), keys.secretAccessKey(), keys.token());
  }

  /**
   * Returns if the caller may have them.
   *
   * @throws IOException if the gate refuses
   */
  void require() throws IOException {
    ask(path == null ? LIST : path);
  }

  private byte[] ask(String what) throws IOException {
    return tickets.get(new Arrival(caller, endpoint), what, authorization);
  }
}

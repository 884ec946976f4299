package io.imdsguard.gate;

import io.imdsguard.metadata.CredentialsExpiredException;
import io.imdsguard.metadata.Header;
import io.imdsguard.metadata.Reply;
import io.imdsguard.metadata.Upstream;
import java.io.IOException;

/** Records a visit and then answers it, in this order. Not thread-safe. */
final class Answers {
  private final Client client;
  private final Record record;
  private final Upstream upstream;
  private final boolean enforce;

  Answers(Client client, Record record, Upstream upstream, boolean enforce) {
    this.client = client;
    this.record = record;
    this.upstream = upstream;
    this.enforce = enforce;
  }

  /** A refusal tells its number and nothing of the policy. */
  void refuse(int status) throws IOException {
    record.answeredByGate();
    record.write(status);
    client.answer(status, "refused by IMDS Guard, event " + record.number() + "\n", null, true);
  }

  /** What enforce mode refuses unread, monitor mode passes on unread. */
  void unreadable(int status, String why, byte[] read) throws IOException {
    record.refused(why, enforce);
    if (enforce) {
      refuse(status);
    } else {
      passOn(read, true);
    }
  }

  void text(int status, String text, Header extra) throws IOException {
    if (recorded(status)) {
      client.answer(status, text, extra, true);
    }
  }

  void reply(Reply reply, boolean withBody) throws IOException {
    record.answeredBy(reply);
    if (recorded(reply.status())) {
      client.answer(reply, withBody);
    }
  }

  /** The service did not answer: no status of its own can be passed on. */
  void unavailable(IOException e) throws IOException {
    record.answeredByGate();
    String what = "the metadata service did not answer";
    if (e instanceof CredentialsExpiredException) {
      String end = ((CredentialsExpiredException) e).expiration();
      what = "the credentials expired at " + end + " and " + what;
      record.note("the credentials held expired at " + end);
    }
    Throwable why = e instanceof CredentialsExpiredException ? e.getCause() : e;
    record.note("the metadata service failed: " + why);
    if (recorded(503)) {
      client.answer(503, what + ", IMDS Guard event " + record.number() + "\n", null, true);
    }
  }

  /**
   * Passes a request on over a tunnel.
   *
   * @param request what has been read of it, or all of it
   * @param onward whether the rest is still to come from the client
   */
  void passOn(byte[] request, boolean onward) throws IOException {
    Tunnel tunnel;
    try {
      tunnel = new Tunnel(upstream.open(), client, onward);
    } catch (IOException e) {
      unavailable(e);
      return;
    }
    try {
      passOn(request, tunnel);
    } finally {
      tunnel.end();
    }
  }

  private void passOn(byte[] request, Tunnel tunnel) throws IOException {
    int status;
    try {
      status = tunnel.open(request);
    } catch (IOException e) {
      unavailable(e);
      return;
    }
    record.answeredUpstream();
    if (recorded(status)) {
      tunnel.deliver();
    }
  }

  /** Writes the event; what can't be recorded is not answered where rules are enforced. */
  private boolean recorded(int status) throws IOException {
    if (record.write(status) || !enforce) {
      return true;
    }
    client.answer(
        403,
        "refused by IMDS Guard, event " + record.number() + " could not be recorded\n",
        null,
        true);
    return false;
  }
}

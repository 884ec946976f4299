package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.OwnCredentials;
import io.imdsguard.metadata.Reply;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Mode;
import io.imdsguard.sts.StsException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/**
 * One request of a child process, or of somebody who would like to be one: read, decided, recorded,
 * answered. The token is the only thing that counts. Not thread-safe.
 */
final class ChildVisit implements Runnable {
  private static final int READ_MILLIS = 10_000;

  private final SocketChannel channel;
  private final Rules rules;
  private final OwnCredentials own;
  private final ChildTokens tokens;
  private final Turns turns;
  private final Record record;
  private final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(READ_MILLIS);
  private BufferedInputStream in;
  private Answers answers;

  ChildVisit(
      SocketChannel channel,
      Rules rules,
      OwnCredentials own,
      AuditLog audit,
      ChildTokens tokens,
      Turns turns) {
    this.turns = turns;
    this.channel = channel;
    this.rules = rules;
    this.own = own;
    this.tokens = tokens;
    this.record = new Record(audit, rules.mode());
  }

  /** One turn; of whoever has something to say the only one. */
  @Override
  public void run() {
    boolean later = false;
    try {
      later = !turn() && turns.again(this);
    } catch (IOException | RuntimeException clientGone) {
      // Whatever had to be recorded has been; there is nobody left to answer.
    } finally {
      if (!later) {
        close();
      }
    }
  }

  /** Whether it is done with the connection. */
  private boolean turn() throws IOException {
    Socket socket = channel.socket();
    if (in == null) {
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 4096);
    }
    if (!turns.awaitHead(socket, in, end)) {
      return false;
    }
    socket.setSoTimeout(System.nanoTime() - end > 0 ? 1 : READ_MILLIS);
    Client client = new Client(socket, in, new ChannelOutput(channel));
    answers = new Answers(client, record, null, rules.mode() == Mode.ENFORCE);
    serve(new HeadReader(in));
    client.finish(turns.areWanted());
    return true;
  }

  private void serve(HeadReader reader) throws IOException {
    try {
      byte[] bytes = reader.readHead();
      if (bytes != null) {
        answer(HeadParser.parse(bytes, "127.0.0.1"));
      }
    } catch (MalformedRequestException e) {
      refuse(400, e.getMessage());
    } catch (SocketTimeoutException e) {
      if (record.isWritten()) {
        throw e;
      }
      refuse(408, "the request did not come in time");
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError fault) {
      if (record.isWritten()) {
        throw fault;
      }
      refuse(403, "internal fault: " + fault.getClass().getName());
    }
  }

  private void answer(RequestHead head) throws IOException {
    record.asks(head.method(), null, Kind.CREDENTIALS);
    String token = head.value("Authorization");
    if (token == null) {
      refuse(401, "a request to the child processes' listener without a token");
      return;
    }
    Child child = tokens.find(token);
    if (child == null) {
      refuse(403, "the token is no child process's, or its process has ended");
      return;
    }
    record.came(child.caller(), own.service());
    record.asksFor(child);
    if (!head.target().equals(ChildGate.PATH) || !head.method().equals("GET")) {
      boolean get = head.method().equals("GET");
      refuse(get ? 404 : 405, "a child process asked for something else than its credentials");
      return;
    }
    Decision decision = rules.decide(child.ask(), child.caller());
    record.decided(decision, true);
    if (!decision.allowed()) {
      answers.refuse(403);
      return;
    }
    handOut();
  }

  private void handOut() throws IOException {
    Reply document;
    try {
      document = new JsonReply(document());
    } catch (StsException e) {
      refuse(403, Narrowing.why(e));
      return;
    } catch (IOException e) {
      answers.unavailable(e);
      return;
    }
    answers.reply(document, true);
  }

  /** Narrowed in every mode, as everything about this way is enforced in every mode. */
  private Reply document() throws IOException {
    if (record.scope() == null) {
      return own.document();
    }
    Reply narrowed = own.document(record.scope());
    record.narrowed(own.sessionName(record.scope()));
    return narrowed;
  }

  /** In every mode: nobody had this way before there was a rule for it. */
  private void refuse(int status, String why) throws IOException {
    record.refused(why, true);
    answers.refuse(status);
  }

  private void close() {
    try {
      channel.close();
    } catch (IOException ignored) {
      // It is closed either way.
    }
  }
}

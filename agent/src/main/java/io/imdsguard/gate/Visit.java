package io.imdsguard.gate;

import io.imdsguard.metadata.Carried;
import io.imdsguard.metadata.Header;
import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.Reply;
import io.imdsguard.metadata.TokenUnavailableException;
import io.imdsguard.metadata.Upstream;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.ImdsV1;
import io.imdsguard.sts.StsException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** One request of one caller: read, decided, recorded, answered. Not thread-safe. */
final class Visit {
  static final String TOKEN = "X-aws-ec2-metadata-token";
  private static final int READ_MILLIS = 5_000;

  private final Service service;
  private final Client client;
  private final Arrival arrival;
  private final Upstream upstream;
  private final boolean enforce;
  private final Record record;
  private final Answers answers;
  private Caller caller;
  private RequestHead head;
  private CanonicalPath path;
  private Kind kind;
  private Decision decision;

  /** How credentials are to be narrowed before they leave, or {@code null}. */
  private Narrowing narrowing;

  Visit(Service service, Client client, Arrival arrival) {
    this.service = service;
    this.client = client;
    this.arrival = arrival;
    this.upstream = service.upstream(arrival.endpoint());
    this.enforce = service.enforces();
    this.record = new Record(service.audit(), service.rules().mode());
    this.answers = new Answers(client, record, upstream, enforce);
  }

  /**
   * Refuses a connection that the funnel has not diverted, whatever the mode: it is no caller's.
   */
  static void refuseStranger(Service service, Client client, String why) throws IOException {
    Record record = new Record(service.audit(), service.rules().mode());
    record.refused(why, true);
    new Answers(client, record, null, true).refuse(403);
  }

  /** Reads one request and answers it. */
  void serve() throws IOException {
    HeadReader reader = new HeadReader(client.in());
    try {
      byte[] bytes = read(reader);
      if (bytes != null) {
        head = HeadParser.parse(bytes, arrival.endpoint().authority());
        path = CanonicalPath.of(head.target());
        decide();
      }
    } catch (MalformedRequestException e) {
      answers.unreadable(400, e.getMessage(), reader.read());
    } catch (AmbiguousPathException e) {
      // It may mean credentials to somebody.
      record.asks(head.method(), null, Kind.CREDENTIALS);
      answers.unreadable(400, e.getMessage(), reader.read());
    } catch (SocketTimeoutException e) {
      if (record.isWritten()) {
        throw e;
      }
      answers.unreadable(408, "the request did not come in time", reader.read());
    } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError fault) {
      // Ours: on a metadata target it denies, unless nothing may be denied.
      if (record.isWritten()) {
        throw fault;
      }
      answers.unreadable(403, "internal fault: " + fault.getClass().getName(), reader.read());
    }
  }

  /** Only with the request read is it certain who asks: the connection may have been a pool's. */
  private byte[] read(HeadReader reader) throws IOException, MalformedRequestException {
    try {
      return reader.readHead();
    } finally {
      caller = arrival.take();
      record.came(caller, arrival.endpoint().service());
    }
  }

  private void decide() throws IOException, MalformedRequestException {
    ContainerRequests containers = ContainerRequests.of(arrival.endpoint());
    kind = containers.kindOf(path, service.rules());
    record.asks(head.method(), path.path(), kind);
    Ask ask = new Ask(arrival.endpoint().service(), head.method(), path.path(), kind);
    decision = service.rules().decide(ask, caller);
    record.decided(decision, enforce);
    if (!caller.isAttributed()) {
      record.note(caller.whyUnattributed());
    }
    if (kind == Kind.CREDENTIALS && record.scope() != null) {
      narrow(containers);
    }
    boolean token = kind == Kind.TOKEN && isTokenRequest();
    boolean ec2 = !arrival.endpoint().isContainers() && (token || isEc2());
    if (ec2 && !token) {
      record.imds(head.has(TOKEN) ? "v2" : "v1");
    }
    if (enforce && !decision.allowed()) {
      answers.refuse(403);
    } else if (decision.allowed() && containers.isForOwnCredentials(head, path)) {
      // Who is not permitted may lack the token that the service asks for: that is for it to see.
      fetch(containers.target());
    } else if (!ec2) {
      asItCame();
    } else if (token) {
      token();
    } else if (head.isRead()) {
      withSession();
    } else {
      record.refused("EC2 answers GET and HEAD only", true);
      answers.refuse(405);
    }
  }

  /** Nothing is refused in monitor mode, so nothing is narrowed: it is tried, and recorded. */
  private void narrow(ContainerRequests containers) {
    Narrowing wanted = new Narrowing(service.scoped(), upstream, record);
    if (enforce) {
      narrowing = wanted;
    } else {
      wanted.rehearse(containers.target() == null ? path.path() : containers.target());
    }
  }

  private boolean isTokenRequest() {
    return head.method().equals("PUT") && path.path().equals("/latest/api/token");
  }

  /**
   * Whether this is for EC2 to answer. In monitor mode anything that EC2's own clients would not
   * send leaves a doubt; in enforce mode whatever asks for EC2's tree gets a session token, because
   * a query or another cloud's header is no way around it. The root is every cloud's.
   */
  private boolean isEc2() {
    String plain = path.path();
    boolean tree = plain.equals("/latest") || plain.startsWith("/latest/");
    if (enforce && tree) {
      return true;
    }
    return (tree || plain.equals("/")) && head.isRead() && !head.isForeign();
  }

  /** {@code PUT /latest/api/token}: a token of the gate's own, by EC2's rules. */
  private void token() throws IOException, MalformedRequestException {
    int ttl = GateTokens.ttl(head.value(TOKEN + "-ttl-seconds"));
    boolean forbidden = path.version() != null || head.has("X-Forwarded-For");
    if (forbidden || ttl < 0) {
      record.note(forbidden ? "EC2 forbids this token request" : "the time to live is not EC2's");
      if (enforce) {
        answers.refuse(forbidden ? 403 : 400);
      } else {
        asItCame();
      }
      return;
    }
    try {
      upstream.requireToken();
    } catch (TokenUnavailableException e) {
      tokenUnavailable(e);
      return;
    } catch (IOException e) {
      answers.unavailable(e);
      return;
    }
    answers.text(200, service.tokens().issue(ttl), new Header(TOKEN + "-ttl-seconds", "" + ttl));
  }

  private void tokenUnavailable(TokenUnavailableException e)
      throws IOException, MalformedRequestException {
    record.note(e.getMessage());
    if (enforce) {
      record.refused(e.getMessage(), true);
      answers.refuse(403);
    } else if (e.status() == 0) {
      // 404 makes every AWS SDK go on without a token at once; left unanswered, each would wait.
      record.imds("v1");
      answers.text(404, "no session token: the service did not answer\n", null);
    } else {
      asItCame();
    }
  }

  private void withSession() throws IOException, MalformedRequestException {
    String token = head.value(TOKEN);
    if (token != null && !service.tokens().isValid(token)) {
      record.note("the session token is not one of the gate's, or its time is over");
      if (enforce) {
        record.refused("the session token is invalid or expired", true);
        answers.refuse(401);
      } else {
        // It may be the service's own, from before the agent was attached.
        asItCame();
      }
      return;
    }
    if (token == null && !decision.allowed()) {
      withoutPermission();
      return;
    }
    ImdsV1 v1 = service.rules().imdsV1();
    if (token == null && v1 == ImdsV1.DENY) {
      record.refused("a request without a session token (imdsv1: deny)", enforce);
    }
    if (token != null || v1 == ImdsV1.UPGRADE || (narrowing != null && v1 == ImdsV1.ALLOW)) {
      record.imds(token != null ? "v2" : v1 == ImdsV1.UPGRADE ? "upgraded" : "v1");
      fetch(path.isCurrent() ? path.path() : null);
    } else if (v1 == ImdsV1.DENY && enforce) {
      answers.refuse(401);
    } else {
      asItCame();
    }
  }

  /**
   * In monitor mode, for a caller that enforce mode refuses: it gets what the service gives it, and
   * no session token that it did not ask for. Else the agent would open what {@code
   * HttpTokens=required} keeps shut.
   */
  private void withoutPermission() throws IOException, MalformedRequestException {
    try {
      upstream.requireToken();
    } catch (TokenUnavailableException e) {
      record.note(e.getMessage());
    } catch (IOException e) {
      answers.unavailable(e);
      return;
    }
    asItCame();
  }

  /**
   * Answers from the snapshot or by a request of the gate's own.
   *
   * @param held what the snapshot may know it as, or {@code null}
   */
  private void fetch(String held) throws IOException, MalformedRequestException {
    try (Reply reply = reply(held)) {
      answers.reply(reply, head.method().equals("GET"));
    } catch (TokenUnavailableException e) {
      if (enforce) {
        record.refused(e.getMessage(), true);
        answers.refuse(403);
      } else {
        record.imds("v1");
        record.note(e.getMessage());
        asItCame();
      }
    } catch (StsException e) {
      if (record.isWritten()) {
        throw e;
      }
      record.refused(Narrowing.why(e), true);
      answers.refuse(403);
    } catch (IOException e) {
      if (record.isWritten()) {
        throw e;
      }
      answers.unavailable(e);
    }
  }

  private Reply reply(String held) throws IOException {
    if (narrowing != null) {
      return narrowing.reply(held == null ? path.path() : held);
    }
    Reply reply = held == null ? null : upstream.credentials(held);
    if (reply != null) {
      return reply;
    }
    List<Header> headers = new ArrayList<>();
    headers.add(new Header("User-Agent", "imds-guard"));
    headers.add(new Header("Accept", "*/*"));
    return upstream.carry(
        new Carried(head.method(), path.versioned(), headers, null, true, READ_MILLIS));
  }

  /** In monitor mode unchanged; in enforce mode as the gate has read it. */
  private void asItCame() throws IOException, MalformedRequestException {
    if (narrowing != null) {
      record.refused(Narrowing.why(Narrowing.impossible()), true);
      answers.refuse(403);
    } else if (enforce) {
      answers.passOn(Passed.whole(head, path, arrival.endpoint(), client), false);
    } else {
      answers.passOn(Passed.head(head), true);
    }
  }
}

package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.audit.Event;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.MetadataClient;
import io.imdsguard.metadata.MetadataPaths;
import io.imdsguard.metadata.ScopedCredentials;
import io.imdsguard.metadata.SocketTransport;
import io.imdsguard.metadata.Upstream;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Frame;
import io.imdsguard.policy.ImdsV1;
import io.imdsguard.policy.Mode;
import io.imdsguard.signer.AwsSigner;
import io.imdsguard.simulator.Cloud;
import io.imdsguard.simulator.Simulator;
import io.imdsguard.sts.AssumeRole;
import io.imdsguard.sts.StsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** A gate before a simulated service on loopback, with rules that a test sets. */
final class GateFixture implements Rules, AuditLog, AutoCloseable {
  static final String KEYS = "/latest/meta-data/iam/security-credentials/demo-role";
  static final Caller CALLER =
      Caller.attributed(
          List.of(new Frame("com.acme.Web", "get", "acme.jar", null)),
          "Socket",
          "main",
          null,
          null);

  final Simulator service;
  final List<Event> events = new CopyOnWriteArrayList<>();

  /** What went all the way and was not written. */
  final List<Event> rehearsed = new CopyOnWriteArrayList<>();

  private final AtomicLong seq = new AtomicLong();
  private final Endpoint endpoint;
  private final Gate gate;
  Mode mode = Mode.ENFORCE;
  ImdsV1 imdsV1 = ImdsV1.UPGRADE;
  Decision decision = Decision.allow("test", "allowed by the test");
  RuntimeException fault;
  boolean recordable = true;
  Simulator sts;
  ScopedCredentials scoped;
  Runnable beforeWrite = () -> {};

  GateFixture() throws IOException {
    this(GateFixture::ec2);
  }

  /**
   * A gate before another endpoint of the simulated service.
   *
   * @param at the endpoint, given the service
   */
  GateFixture(Function<Simulator, Endpoint> at) throws IOException {
    service =
        Simulator.builder()
            .address("127.0.0.1")
            .port(0)
            .role("demo-role")
            .imdsV1(true)
            .clouds(Cloud.EC2, Cloud.ECS, Cloud.EKS, Cloud.PLAIN)
            .build()
            .start();
    service.behaviour().keepAlive(false);
    endpoint = at.apply(service);
    Upstream upstream = new MetadataClient(endpoint, new SocketTransport());
    gate = Gate.open(this, upstreams(upstream), this, SelectorProvider.provider());
  }

  private Upstreams upstreams(Upstream upstream) {
    return new Upstreams() {
      @Override
      public Upstream forEndpoint(Endpoint any) {
        return upstream;
      }

      @Override
      public ScopedCredentials scoped() {
        return scoped;
      }
    };
  }

  /** Starts an STS that narrows the service's credentials. */
  void narrow() {
    sts = Simulator.builder().stsFor(service).build().start();
    String role = "arn:aws:iam::123456789012:role/app";
    StsSettings settings = new StsSettings(role, "eu-central-1", sts.endpoint());
    scoped =
        new ScopedCredentials(
            new AssumeRole(settings, "web.1"),
            new SocketTransport(),
            null,
            AwsSigner::new,
            List.of());
  }

  private static Endpoint ec2(Simulator service) {
    return new Endpoint("ec2", InetAddress.getLoopbackAddress(), service.port());
  }

  InetSocketAddress address() {
    return gate.v4();
  }

  /** A connection that the funnel has recorded. */
  Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(gate.v4(), 5_000);
    socket.setSoTimeout(30_000);
    gate.arrivals()
        .record((InetSocketAddress) socket.getLocalSocketAddress(), new Arrival(CALLER, endpoint));
    return socket;
  }

  /** The whole answer to these bytes. */
  String send(String request) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Where native code's requests go. */
  InetSocketAddress door() throws IOException {
    return gate.tickets().door();
  }

  /** A header field that ties one request of native code to {@link #CALLER}. */
  String ticket() {
    return Tickets.FIELD + ": " + gate.tickets().issue(new Arrival(CALLER, endpoint));
  }

  /** The whole answer to native code's request with these header fields. */
  String nativeGet(String target, String... fields) throws IOException {
    StringBuilder text = new StringBuilder("GET ").append(target);
    text.append(" HTTP/1.1\r\nHost: ").append(endpoint.authority()).append("\r\n");
    for (String field : fields) {
      text.append(field).append("\r\n");
    }
    InetSocketAddress door = door();
    try (Socket socket = new Socket(door.getAddress(), door.getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** The whole answer to a request with these header fields. */
  String request(String method, String target, String... fields) throws IOException {
    StringBuilder text = new StringBuilder(method).append(' ').append(target);
    text.append(" HTTP/1.1\r\nHost: ").append(endpoint.authority()).append("\r\n");
    for (String field : fields) {
      text.append(field).append("\r\n");
    }
    return send(text.append("\r\n").toString());
  }

  String get(String target, String... fields) throws IOException {
    return request("GET", target, fields);
  }

  Event event() {
    return events.get(events.size() - 1);
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public ImdsV1 imdsV1() {
    return imdsV1;
  }

  @Override
  public Decision decide(Ask ask, Caller caller) {
    if (fault != null) {
      throw fault;
    }
    return decision;
  }

  @Override
  public boolean mayEquip(String executable) {
    return false;
  }

  @Override
  public Kind kindOf(String path) {
    return MetadataPaths.kindOf(path);
  }

  @Override
  public long nextSeq() {
    return seq.incrementAndGet();
  }

  @Override
  public boolean write(Event event, int millis) {
    beforeWrite.run();
    if (recordable) {
      events.add(event);
    }
    return recordable;
  }

  @Override
  public boolean rehearse(Event event, int millis) {
    rehearsed.add(event);
    return true;
  }

  void rehearse() throws IOException {
    gate.rehearse(endpoint);
  }

  @Override
  public void close() throws IOException {
    gate.close();
    service.close();
    if (sts != null) {
      sts.close();
    }
  }
}

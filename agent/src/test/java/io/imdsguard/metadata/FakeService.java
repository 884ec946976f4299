package io.imdsguard.metadata;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A metadata service in memory, whose time-outs take no time. */
final class FakeService implements Transport {
  static final String LIST = "GET /latest/meta-data/iam/security-credentials/";
  static final String ROLE = LIST + "web";
  static final String EXTENDED = "GET /latest/meta-data/iam/security-credentials-extended/";
  static final String TOKEN = "PUT /latest/api/token";

  /** What an answer of this is: none, until the reader's time is over. */
  static final String SILENCE = "";

  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connects = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final FakeClock clock;
  private final AtomicInteger tokens = new AtomicInteger();
  private volatile IOException connectFailure;
  private volatile String acceptedToken;

  FakeService(FakeClock clock) {
    this.clock = clock;
    answers.put(LIST, ok("web"));
    grantCredentials("AKIA1", Duration.ofHours(6));
  }

  MetadataClient client() {
    Endpoint endpoint = new Endpoint("ec2", InetAddress.getLoopbackAddress(), 80);
    return new MetadataClient(endpoint, this, clock, Limits.standard());
  }

  static String ok(String body) {
    return status("200 OK", body);
  }

  static String status(String status, String body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  static String document(String code, String keyId, String expiration) {
    return """
        {
          "Code" : "%s",
          "Type" : "AWS-HMAC",
          "AccessKeyId" : "%s",
          "SecretAccessKey" : "s",
          "Token" : "t",
          "Expiration" : "%s"
        }"""
        .formatted(code, keyId, expiration);
  }

  /** Sets the answer to a request line's method and target. */
  void answer(String request, String answer) {
    answers.put(request, answer);
  }

  void grantCredentials(String keyId, Duration life) {
    answer(ROLE, ok(document("Success", keyId, clock.in(life))));
  }

  void failConnects(IOException failure) {
    connectFailure = failure;
  }

  /** Has the service refuse any token but those it gives from now on. */
  void revokeTokens() {
    acceptedToken = "none yet";
  }

  /** How many requests there were with this method and target. */
  long count(String request) {
    return requests.stream().filter(seen -> seen.startsWith(request + " HTTP/1.1\r\n")).count();
  }

  @Override
  public Wire connect(Endpoint endpoint, int timeoutMillis) throws IOException {
    connects.incrementAndGet();
    if (connectFailure != null) {
      throw connectFailure;
    }
    open.incrementAndGet();
    return new FakeWire();
  }

  private String answerTo(String request) {
    requests.add(request);
    String line = request.substring(0, request.indexOf(" HTTP/1.1\r\n"));
    String token = acceptedToken;
    String given = answers.get(line);
    if (line.equals(TOKEN) && given == null) {
      String fresh = "token-" + tokens.incrementAndGet();
      if (token != null) {
        acceptedToken = fresh;
      }
      return ok(fresh);
    }
    if (token != null && !request.contains("X-aws-ec2-metadata-token: " + token + "\r\n")) {
      return status("401 Unauthorized", "");
    }
    return given == null ? status("404 Not Found", "no such path") : given;
  }

  private final class FakeWire implements Wire {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private InputStream in;

    @Override
    public InputStream in() throws IOException {
      if (in == null) {
        String answer = answerTo(out.toString(StandardCharsets.ISO_8859_1));
        if (answer.equals(SILENCE)) {
          throw new SocketTimeoutException("Read timed out");
        }
        in = new ByteArrayInputStream(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
      return in;
    }

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public void readTimeout(int millis) {}

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}

package io.imdsguard.simulator;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.StringTokenizer;

/** One request as it arrived, and what became of it. Thread-safe. */
public final class RecordedRequest {
  static final String TOKEN_HEADER = "X-aws-ec2-metadata-token";

  private final String method;
  private final String target;
  private final String version;
  private final String path;
  private final List<Header> headers;
  private final byte[] body;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private volatile int status;

  RecordedRequest(
      String method,
      String target,
      String version,
      List<Header> headers,
      byte[] body,
      InetSocketAddress remote,
      InetSocketAddress local) {
    this.method = method;
    this.target = target;
    this.version = version;
    this.path = Paths.resolve(target);
    this.headers = List.copyOf(headers);
    this.body = body;
    this.remote = remote;
    this.local = local;
  }

  public String method() {
    return method;
  }

  /** The request target, byte for byte (ISO 8859-1), query included. */
  public String target() {
    return target;
  }

  /** Such as {@code HTTP/1.1}. */
  public String version() {
    return version;
  }

  /**
   * The path as the simulator resolved it: decoded, dot segments and empty segments resolved, no
   * trailing slash, no query, the version segment as it came.
   */
  public String path() {
    return path;
  }

  public List<Header> headers() {
    return headers;
  }

  /** The value of the first header field of that name in any case, or {@code null}. */
  public String header(String name) {
    for (Header header : headers) {
      if (header.name().equalsIgnoreCase(name)) {
        return header.value();
      }
    }
    return null;
  }

  /** The values of all header fields of that name in any case, in the order they came. */
  public List<String> headerValues(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(Header::value)
        .toList();
  }

  /** The decoded value of the first query parameter of that name, or {@code null}. */
  public String query(String name) {
    int start = target.indexOf('?');
    if (start < 0) {
      return null;
    }
    StringTokenizer pairs = new StringTokenizer(target.substring(start + 1), "&");
    while (pairs.hasMoreTokens()) {
      String pair = pairs.nextToken();
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      if (Paths.decode(key).equals(name)) {
        return equals < 0 ? "" : Paths.decode(pair.substring(equals + 1).replace('+', ' '));
      }
    }
    return null;
  }

  /** A copy of the body, empty if there was none. */
  public byte[] body() {
    return body.clone();
  }

  /** Who opened the connection. */
  public InetSocketAddress remote() {
    return remote;
  }

  /** Which of the simulator's addresses the connection came to. */
  public InetSocketAddress local() {
    return local;
  }

  /** The status of the answer, or 0 as long as there is none. Set before the answer is sent. */
  public int status() {
    return status;
  }

  /** Whether this is a request for an IMDSv2 session token, on whichever version of the path. */
  public boolean isTokenRequest() {
    return method.equals("PUT") && Ec2Versions.resource(path).equals("/api/token");
  }

  /** Whether there is a session token header, empty or wrong ones included. */
  public boolean carriesToken() {
    return header(TOKEN_HEADER) != null;
  }

  /** Whether the client wants the connection to stay open, RFC 9112 section 9.3. */
  boolean keepsAlive() {
    String connection = header("Connection");
    String options = connection == null ? "" : connection.toLowerCase(Locale.ROOT);
    return version.equals("HTTP/1.1") ? !options.contains("close") : options.contains("keep-alive");
  }

  void answered(int newStatus) {
    status = newStatus;
  }

  /** Names, never values, of header fields: a value may be a session token. */
  @Override
  public String toString() {
    return method + " " + target + " " + headers + " -> " + status;
  }
}

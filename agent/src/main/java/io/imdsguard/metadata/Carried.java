package io.imdsguard.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A request that the gate has made and the upstream client carries. Immutable. */
public final class Carried {
  private final String method;
  private final String target;
  private final List<Header> headers;
  private final byte[] body;
  private final boolean withToken;
  private final int readTimeoutMillis;

  /**
   * Creates a request.
   *
   * @param method the HTTP method
   * @param target the origin form: path and query
   * @param headers the header fields to send, without hop-by-hop ones; a {@code Host} is added if
   *     there is none
   * @param body the body, or {@code null} for none
   * @param withToken whether to add the agent's own session token, renewed once on 401; at a
   *     container's service, the authorization token
   * @param readTimeoutMillis how long one read of the answer may wait, in milliseconds, 0 for no
   *     limit
   */
  public Carried(
      String method,
      String target,
      List<Header> headers,
      byte[] body,
      boolean withToken,
      int readTimeoutMillis) {
    this.method = method;
    this.target = target;
    this.headers = Collections.unmodifiableList(new ArrayList<>(headers));
    this.body = body == null ? null : body.clone();
    this.withToken = withToken;
    this.readTimeoutMillis = readTimeoutMillis;
  }

  public String method() {
    return method;
  }

  public String target() {
    return target;
  }

  public List<Header> headers() {
    return headers;
  }

  /** A copy of the body, or {@code null} for none. */
  public byte[] body() {
    return body == null ? null : body.clone();
  }

  public boolean withToken() {
    return withToken;
  }

  public int readTimeoutMillis() {
    return readTimeoutMillis;
  }
}

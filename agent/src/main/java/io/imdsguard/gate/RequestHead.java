package io.imdsguard.gate;

import io.imdsguard.metadata.Fields;
import io.imdsguard.metadata.Header;
import java.util.Collections;
import java.util.List;

/** A request line and its header fields. Immutable. */
final class RequestHead {
  private final String method;
  private final String target;
  private final List<Header> headers;

  RequestHead(String method, String target, List<Header> headers) {
    this.method = method;
    this.target = target;
    this.headers = Collections.unmodifiableList(headers);
  }

  String method() {
    return method;
  }

  /** In origin form: path and query. */
  String target() {
    return target;
  }

  List<Header> headers() {
    return headers;
  }

  boolean isRead() {
    return method.equals("GET") || method.equals("HEAD");
  }

  boolean has(String name) {
    return value(name) != null;
  }

  /** The first value of a field, without the white space around it, or {@code null}. */
  String value(String name) {
    return Fields.value(headers, name);
  }

  boolean hasQuery() {
    return target.indexOf('?') >= 0;
  }

  /**
   * Whether the request is none of EC2's: what GCP, Azure, OCI and others ask for on the same
   * address.
   */
  boolean isForeign() {
    return hasQuery()
        || has("Metadata")
        || has("Metadata-Flavor")
        || has("Authorization")
        || !(isRead() || method.equals("PUT"))
        || has("Transfer-Encoding")
        || hasContent();
  }

  private boolean hasContent() {
    String length = value("Content-Length");
    return length != null && !length.equals("0");
  }
}

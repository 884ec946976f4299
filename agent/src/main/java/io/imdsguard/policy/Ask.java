package io.imdsguard.policy;

import io.imdsguard.metadata.Kind;

/** What is asked of a metadata service, in the terms that rules are written in. Immutable. */
public final class Ask {
  private final String service;
  private final String method;
  private final String path;
  private final Kind kind;

  /**
   * Creates a question for the policy.
   *
   * @param service the service's short name, such as {@code ec2}
   * @param method the HTTP method
   * @param path the canonical path, without a query
   * @param kind what the path yields
   */
  public Ask(String service, String method, String path, Kind kind) {
    this.service = service;
    this.method = method;
    this.path = path;
    this.kind = kind;
  }

  public String service() {
    return service;
  }

  public String method() {
    return method;
  }

  public String path() {
    return path;
  }

  public Kind kind() {
    return kind;
  }
}

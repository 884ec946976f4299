package io.imdsguard.policy;

import io.imdsguard.metadata.Kind;

/**
 * What is asked for, in the terms that rules are written in: a path of a metadata service, or a
 * child process whose command line names one. Immutable.
 */
public final class Ask {
  private final String service;
  private final String method;
  private final String path;
  private final Kind kind;
  private final String command;

  /**
   * Creates a question for the policy.
   *
   * @param service the service's short name, such as {@code ec2}
   * @param method the HTTP method
   * @param path the canonical path, without a query
   * @param kind what the path yields
   */
  public Ask(String service, String method, String path, Kind kind) {
    this(service, method, path, kind, null);
  }

  private Ask(String service, String method, String path, Kind kind, String command) {
    this.service = service;
    this.method = method;
    this.path = path;
    this.kind = kind;
    this.command = command;
  }

  /**
   * The question whether a child process may be started.
   *
   * @param service the short name of the service whose address its command line names
   * @param executable the program as the command line gives it, such as {@code /usr/bin/curl}
   */
  public static Ask process(String service, String executable) {
    return new Ask(service, "exec", null, Kind.PROCESS, executable);
  }

  public String service() {
    return service;
  }

  /** The HTTP method, or {@code exec} for a process. */
  public String method() {
    return method;
  }

  /** The canonical path, or {@code null} for a process. */
  public String path() {
    return path;
  }

  public Kind kind() {
    return kind;
  }

  /** The program to be started, or {@code null} for a request. */
  public String command() {
    return command;
  }

  boolean isProcess() {
    return kind == Kind.PROCESS;
  }
}

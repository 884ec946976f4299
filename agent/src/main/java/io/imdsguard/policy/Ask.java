package io.imdsguard.policy;

import io.imdsguard.metadata.Kind;

/**
 * What is asked for, in the terms that rules are written in: a path of a metadata service, a child
 * process whose command line names one, or the role's credentials of the agent itself, for the
 * caller or for a child process of its. Immutable.
 */
public final class Ask {
  private final String service;
  private final String method;
  private final String path;
  private final Kind kind;
  private final String command;
  private final Way way;

  /** How it is asked for; a rule is about one of these, but process rules can be about two. */
  enum Way {
    REQUEST,
    PROCESS,
    EQUIPMENT,
    API
  }

  /**
   * Creates a question for the policy.
   *
   * @param service the service's short name, such as {@code ec2}
   * @param method the HTTP method
   * @param path the canonical path, without a query
   * @param kind what the path yields
   */
  public Ask(String service, String method, String path, Kind kind) {
    this(service, method, path, kind, null, Way.REQUEST);
  }

  private Ask(String service, String method, String path, Kind kind, String command, Way way) {
    this.way = way;
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
    return new Ask(service, "exec", null, Kind.PROCESS, executable, Way.PROCESS);
  }

  /**
   * The question whether a child process is started with a way to the role's credentials.
   *
   * @param service the short name of the service that they come from, such as {@code ec2}
   * @param executable the program as the command line gives it
   */
  public static Ask equipment(String service, String executable) {
    return new Ask(service, "exec", null, Kind.PROCESS, executable, Way.EQUIPMENT);
  }

  /**
   * The question whether a caller of the agent's own API may have the role's credentials.
   *
   * @param service the short name of the service that they come from
   */
  public static Ask credentials(String service) {
    return new Ask(service, "api", null, Kind.CREDENTIALS, null, Way.API);
  }

  public String service() {
    return service;
  }

  /** The HTTP method, {@code exec} for a process, {@code api} for the agent's own API. */
  public String method() {
    return method;
  }

  /** The canonical path, or {@code null} for anything but a request. */
  public String path() {
    return path;
  }

  public Kind kind() {
    return kind;
  }

  /** The program to be started, or {@code null} for anything but a process. */
  public String command() {
    return command;
  }

  Way way() {
    return way;
  }
}

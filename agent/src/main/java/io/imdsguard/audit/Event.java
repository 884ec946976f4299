package io.imdsguard.audit;

import java.util.Collections;
import java.util.List;

/**
 * One line of the audit log, filled in by the gate while it serves one request or judges one child
 * process.
 *
 * <p>It has no place for a secret: credentials are named by access key id and expiration only,
 * which join to CloudTrail. Fields left {@code null} are written as JSON {@code null}. Not
 * thread-safe.
 */
public final class Event {
  public long timeMillis;
  public long seq;

  /** {@code allow}, {@code deny} or {@code would-deny}. */
  public String decision;

  public String rule;
  public String reason;
  public String mode;
  public String service;
  public String method;

  /** Canonical, without a query. */
  public String path;

  /** The program of a child process, without its arguments. */
  public String command;

  /**
   * {@code credentials}, {@code identity}, {@code user-data}, {@code token}, {@code process} or
   * {@code other}.
   */
  public String kind;

  /** {@code v1}, {@code v2} or {@code upgraded}. */
  public String imds;

  /** The HTTP status, or 0 where there is none: for a process. */
  public int status;

  /** {@code snapshot}, {@code upstream} or {@code gate}. */
  public String answered;

  public long micros;

  /** {@code null} if unattributed. */
  public String callerClass;

  public String callerMethod;
  public String callerJar;
  public String callerLoader;
  public List<String> callerStack = Collections.emptyList();

  public String client;
  public String thread;

  /** The process id of a child process that asks, or 0. */
  public long childPid;

  /**
   * The {@code RoleSessionName} of credentials that STS narrowed, or {@code null} for any others.
   */
  public String sessionName;

  public String accessKeyId;
  public String expiration;
}

package io.imdsguard.gate;

import io.imdsguard.metadata.Reply;
import io.imdsguard.metadata.ScopedCredentials;
import io.imdsguard.metadata.Upstream;
import io.imdsguard.sts.StsException;
import java.io.IOException;

/**
 * What a caller gets whose rule narrows credentials: narrowed ones, answers without any, or a
 * refusal, never the whole ones. Not thread-safe.
 */
final class Narrowing {
  /** The lists of roles and their documents, plain and extended. */
  private static final String ROLES = "/latest/meta-data/iam/security-credentials";

  private static final int OK = 200;

  private final ScopedCredentials scoped;
  private final Upstream upstream;
  private final Record record;

  Narrowing(ScopedCredentials scoped, Upstream upstream, Record record) {
    this.scoped = scoped;
    this.upstream = upstream;
    this.record = record;
  }

  /**
   * The answer to a credentials path.
   *
   * @throws StsException if there is none that is narrow enough
   * @throws IOException if the service has none at all
   */
  Reply reply(String path) throws IOException {
    Reply whole = upstream.credentials(path);
    if (whole == null) {
      throw impossible();
    }
    boolean withoutKeys = whole.fromSnapshot() && whole.accessKeyId() == null;
    if (withoutKeys || whole.status() != OK) {
      return whole;
    }
    boolean good = whole.fromSnapshot() && isRole(path);
    whole.close();
    if (!good) {
      throw impossible();
    }
    Reply narrow = scoped.document(upstream, path, record.scope());
    record.narrowed(scoped.sessionName(record.scope()));
    return narrow;
  }

  /** Records what enforce mode would do, without making anybody wait for STS. */
  void rehearse(String path) {
    if (!isRole(path) || path.endsWith("/")) {
      return;
    }
    String trouble = scoped.rehearse(upstream, path, record.scope());
    if (trouble == null) {
      record.note("enforce mode would narrow the credentials");
    } else {
      record.refused("enforce mode would refuse this: " + why(new StsException(trouble)), false);
    }
  }

  /** Whether these are a role's own: only they can assume another. */
  private boolean isRole(String path) {
    return upstream.endpoint().isContainers() || path.startsWith(ROLES);
  }

  /** There is nothing to be narrowed, or nothing that could be. */
  static StsException impossible() {
    return new StsException("STS can't narrow what this path yields");
  }

  /** What the operator reads of it. */
  static String why(StsException e) {
    return "the rule's session policy is not in effect: " + e.getMessage();
  }
}

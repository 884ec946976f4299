package io.imdsguard.metadata;

import java.io.IOException;
import java.util.List;

/**
 * The credentials that the agent fetched once and hands out to all: the list of roles, and each
 * role's document with its bytes as they came. Thread-safe.
 */
final class CredentialsSnapshot {
  private final RoleDocuments documents;
  private final RoleList roles;
  private final Limits limits;

  CredentialsSnapshot(Session session, Clock clock, Limits limits) {
    this.documents = new RoleDocuments(session, clock, limits);
    this.roles = new RoleList(session, clock, limits, documents);
    this.limits = limits;
  }

  /**
   * The answer to a credentials path, {@code null} if it is another path or names no listed role.
   *
   * @param refresher who is told if there is something to be refreshed, now or later
   */
  Reply answer(String path, Refresher refresher) throws IOException {
    if (!path.startsWith(RoleList.PATH)) {
      return null;
    }
    String role = path.substring(RoleList.PATH.length());
    if (role.isEmpty()) {
      return roles.reply();
    }
    RoleDocument document = documents.find(role);
    if (document == null || !document.isUnexpired()) {
      if (!roles.names().contains(role)) {
        return null;
      }
      document = documents.of(role);
    }
    if (document.isUrgent()) {
      document.refresh(limits.revalidateMillis());
    }
    Reply reply = document.reply();
    if (document.use() || document.refreshDelayMillis() == 0) {
      refresher.wake();
    }
    return reply;
  }

  boolean holdsUnexpired() {
    return documents.holdUnexpired();
  }

  /** Loads whatever is not held. */
  void load() throws IOException {
    List<String> names = roles.names();
    for (int i = 0; i < names.size(); i++) {
      documents.of(names.get(i)).reply().close();
    }
  }

  /** How many milliseconds until something in use is to be refreshed, 0 if now, -1 if never. */
  long refreshDelayMillis() {
    return documents.refreshDelayMillis();
  }

  /** Refreshes what is due, for the roles that the service still lists. */
  void refreshDue() throws IOException {
    try {
      roles.names();
    } finally {
      documents.refreshDue();
    }
  }
}

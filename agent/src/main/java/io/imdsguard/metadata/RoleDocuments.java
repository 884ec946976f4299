package io.imdsguard.metadata;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials of every listed role that was asked for. Thread-safe. */
final class RoleDocuments {
  private final ConcurrentHashMap<String, RoleDocument> byRole = new ConcurrentHashMap<>(2);
  private final Session session;
  private final Clock clock;
  private final Limits limits;

  RoleDocuments(Session session, Clock clock, Limits limits) {
    this.session = session;
    this.clock = clock;
    this.limits = limits;
  }

  /** A role's document if there is one, loaded or not, else {@code null}. */
  RoleDocument find(String role) {
    return byRole.get(role);
  }

  /** A listed role's document, to be loaded by whoever asks it first. */
  RoleDocument of(String role) {
    RoleDocument document = byRole.get(role);
    if (document != null) {
      return document;
    }
    document = new RoleDocument(session, clock, limits, RoleList.PATH + role);
    RoleDocument other = byRole.putIfAbsent(role, document);
    return other == null ? document : other;
  }

  /** Forgets the roles that are listed no more. */
  void retain(List<String> roles) {
    byRole.keySet().retainAll(roles);
  }

  boolean holdUnexpired() {
    for (RoleDocument document : byRole.values()) {
      if (document.isUnexpired()) {
        return true;
      }
    }
    return false;
  }

  /** How many milliseconds until one that is in use is to be refreshed, 0 if now, -1 if never. */
  long refreshDelayMillis() {
    long soonest = -1;
    for (RoleDocument document : byRole.values()) {
      long delay = document.refreshDelayMillis();
      if (delay >= 0 && (soonest < 0 || delay < soonest)) {
        soonest = delay;
      }
    }
    return soonest;
  }

  void refreshDue() {
    for (RoleDocument document : byRole.values()) {
      if (document.refreshDelayMillis() == 0) {
        document.refresh(limits.answerMillis());
      }
    }
  }
}

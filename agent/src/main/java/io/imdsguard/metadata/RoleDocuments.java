package io.imdsguard.metadata;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** The credentials of every listed role that was asked for. Thread-safe. */
final class RoleDocuments implements Keys {
  private final ConcurrentHashMap<String, KeyDocument> byRole = new ConcurrentHashMap<>(2);
  private final Session session;
  private final Clock clock;
  private final Limits limits;
  private final String folder;

  /**
   * Creates them.
   *
   * @param folder the path that they are found under, with a slash at its end
   */
  RoleDocuments(Session session, Clock clock, Limits limits, String folder) {
    this.session = session;
    this.clock = clock;
    this.limits = limits;
    this.folder = folder;
  }

  String folder() {
    return folder;
  }

  /** A role's document if there is one, loaded or not, else {@code null}. */
  KeyDocument find(String role) {
    return byRole.get(role);
  }

  /** A listed role's document, to be loaded by whoever asks it first. */
  KeyDocument of(String role) {
    KeyDocument document = byRole.get(role);
    if (document != null) {
      return document;
    }
    document = new KeyDocument(session, clock, limits, folder + role, true);
    KeyDocument other = byRole.putIfAbsent(role, document);
    return other == null ? document : other;
  }

  /** Forgets the roles that are listed no more. */
  void retain(List<String> roles) {
    byRole.keySet().retainAll(roles);
  }

  @Override
  public boolean holdUnexpired() {
    for (KeyDocument document : byRole.values()) {
      if (document.holdUnexpired()) {
        return true;
      }
    }
    return false;
  }

  /** How many milliseconds until one that is in use is to be refreshed, 0 if now, -1 if never. */
  long refreshDelayMillis() {
    long soonest = -1;
    for (KeyDocument document : byRole.values()) {
      soonest = Refresher.sooner(soonest, document.refreshDelayMillis());
    }
    return soonest;
  }

  void refreshDue() {
    for (KeyDocument document : byRole.values()) {
      document.refreshIfDue();
    }
  }
}

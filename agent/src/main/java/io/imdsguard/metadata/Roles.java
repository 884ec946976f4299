package io.imdsguard.metadata;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One folder of roles: its list, and each role's document. Thread-safe. */
final class Roles implements Keys {
  private static final long ANY_AGE = Long.MAX_VALUE;

  /** How often the service is asked whether a role has come that it did not list before. */
  private static final long UNLISTED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final String folder;
  private final RoleDocuments documents;
  private final RoleList list;

  Roles(Session session, Clock clock, Limits limits, String folder) {
    this.folder = folder;
    this.documents = new RoleDocuments(session, clock, limits, folder);
    this.list = new RoleList(session, clock, limits, documents);
  }

  /** Whether this path is the list's or a role's. */
  boolean hold(String path) {
    return path.startsWith(folder)
        || (path.length() == folder.length() - 1 && folder.startsWith(path));
  }

  /** The answer to a path that they {@link #hold}. */
  Reply answer(String path, Refresher refresher) throws IOException {
    if (path.length() <= folder.length()) {
      return list.reply(refresher);
    }
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    String role = path.substring(folder.length(), end);
    KeyDocument document = documents.find(role);
    if (document == null || !document.holdUnexpired()) {
      if (!isListed(role, refresher)) {
        List<String> names = list.names(ANY_AGE, refresher);
        return names.isEmpty() ? list.reply(refresher) : HeldReply.notFound();
      }
      document = documents.of(role);
    }
    return document.reply(refresher);
  }

  private boolean isListed(String role, Refresher refresher) throws IOException {
    return list.names(ANY_AGE, refresher).contains(role)
        || list.names(UNLISTED_NANOS, refresher).contains(role);
  }

  /** Loads whatever is not held. */
  void load(Refresher refresher) throws IOException {
    List<String> names = list.names(ANY_AGE, refresher);
    for (int i = 0; i < names.size(); i++) {
      documents.of(names.get(i)).load();
    }
  }

  @Override
  public boolean holdUnexpired() {
    return documents.holdUnexpired();
  }

  long refreshDelayMillis() {
    return list.isWanted() ? 0 : documents.refreshDelayMillis();
  }

  /** Refreshes what is due, for the roles that the service still lists. */
  void refreshDue() {
    list.refetchIfWanted();
    if (documents.refreshDelayMillis() == 0) {
      list.refetchIfOld();
      documents.refreshDue();
    }
  }
}

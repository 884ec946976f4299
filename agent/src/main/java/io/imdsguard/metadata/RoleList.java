package io.imdsguard.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The names of the roles that the service has credentials for, one in practice. Thread-safe. */
final class RoleList extends Companion {
  private static final int MAX_ROLES = 16;

  /** IAM's own limit, see the IAM API reference, {@code CreateRole}. */
  private static final int MAX_NAME_CHARS = 64;

  private final RoleDocuments documents;
  private volatile List<String> names = Collections.emptyList();

  RoleList(Session session, Clock clock, Limits limits, RoleDocuments documents) {
    super(session, clock, limits, documents, documents.folder());
    this.documents = documents;
  }

  /**
   * The names; none if the service answers with anything but a list.
   *
   * @param withinNanos how long ago they may have been validated, if that is less than a minute
   */
  List<String> names(long withinNanos, Refresher refresher) throws IOException {
    return isGood(withinNanos, refresher) ? names : Collections.<String>emptyList();
  }

  @Override
  boolean read(byte[] body) {
    List<String> listed = parse(body);
    if (listed == null) {
      return false;
    }
    names = listed;
    documents.retain(listed);
    return true;
  }

  /** The lines, or {@code null} if they can't be role names. */
  private static List<String> parse(byte[] body) {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    List<String> names = new ArrayList<>(1);
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      String name = text.substring(start, end).trim();
      if (!name.isEmpty()) {
        if (!isRoleName(name) || names.size() == MAX_ROLES) {
          return null;
        }
        names.add(name);
      }
      start = end + 1;
    }
    return names.isEmpty() ? null : Collections.unmodifiableList(names);
  }

  private static boolean isRoleName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean alphanumeric =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && "+=,.@_-".indexOf(c) < 0) {
        return false;
      }
    }
    return name.length() <= MAX_NAME_CHARS;
  }
}

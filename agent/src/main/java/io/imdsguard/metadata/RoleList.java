package io.imdsguard.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The names of the roles that the service has credentials for, one in practice. Thread-safe. */
final class RoleList extends Source {
  static final String PATH = "/latest/meta-data/iam/security-credentials/";

  private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final int MAX_ROLES = 16;

  /** IAM's own limit, see the IAM API reference, {@code CreateRole}. */
  private static final int MAX_NAME_CHARS = 64;

  private final RoleDocuments documents;
  private final Limits limits;

  private volatile Answer good;
  private volatile List<String> names = Collections.emptyList();

  RoleList(Session session, Clock clock, Limits limits, RoleDocuments documents) {
    super(session, clock, PATH);
    this.documents = documents;
    this.limits = limits;
  }

  /**
   * The list, validated within the last minute. One that can't be validated stands while there are
   * credentials to go with it.
   *
   * @throws IOException if there is none, and the service gives no answer
   */
  Reply reply() throws IOException {
    Outcome outcome = validated();
    return isGoodWith(outcome) ? new HeldReply(good, true, null) : outcome.relayed();
  }

  /**
   * The names, validated as for {@link #reply}; none if the service answers with anything but a
   * list.
   */
  List<String> names() throws IOException {
    Outcome outcome = validated();
    if (isGoodWith(outcome)) {
      return names;
    }
    outcome.relayed().close();
    return Collections.emptyList();
  }

  @Override
  boolean stands(Outcome outcome) {
    boolean covered = outcome.isGood() || isCovered();
    return outcome.isYoungerThan(covered ? VALID_NANOS : FAILURE_NANOS, clock());
  }

  @Override
  boolean take(Answer answer) {
    List<String> listed = answer.status() == 200 ? parse(answer.body()) : null;
    if (listed == null) {
      return false;
    }
    good = answer;
    names = listed;
    documents.retain(listed);
    return true;
  }

  private Outcome validated() throws IOException {
    return outcome(isCovered() ? limits.revalidateMillis() : limits.answerMillis());
  }

  private boolean isGoodWith(Outcome outcome) {
    return outcome.isGood() || isCovered();
  }

  private boolean isCovered() {
    return good != null && documents.holdUnexpired();
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

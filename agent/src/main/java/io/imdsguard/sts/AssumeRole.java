package io.imdsguard.sts;

import java.io.UnsupportedEncodingException;
import java.net.URLEncoder;

/** Writes the request for one scope's credentials. Immutable. */
public final class AssumeRole {
  /** STS's limit for {@code RoleSessionName}, in characters; and it takes at least two. */
  private static final int MAX_NAME = 64;

  private static final int MAX_RULE = 32;

  private final StsSettings settings;
  private final String process;

  /**
   * Creates a writer.
   *
   * @param process what tells this JVM from all others, such as {@code web-1.4711}: host and
   *     process id
   */
  public AssumeRole(StsSettings settings, String process) {
    this.settings = settings;
    this.process = process;
  }

  public StsSettings settings() {
    return settings;
  }

  /** The form to post. */
  public String form(Scope scope) {
    StringBuilder form = new StringBuilder(512);
    form.append("Action=AssumeRole&Version=2011-06-15&RoleArn=").append(encode(settings.roleArn()));
    form.append("&RoleSessionName=").append(encode(sessionName(scope)));
    form.append("&DurationSeconds=").append(scope.seconds());
    form.append("&Policy=").append(encode(scope.policy()));
    return form.toString();
  }

  /**
   * The session's name: the rule's name, at, host and process id, as the audit log has them, so
   * that a person can tell from CloudTrail alone whose call it was. What STS does not take is a
   * hyphen, and what is too long is cut off: first the rule's name, then the host's.
   */
  public String sessionName(Scope scope) {
    String rule = clean(scope.rule());
    rule = rule.substring(0, Math.min(rule.length(), MAX_RULE));
    String tail = clean(process);
    int room = MAX_NAME - rule.length() - 1;
    int dot = tail.lastIndexOf('.');
    if (tail.length() > room && dot > 0) {
      String id = tail.substring(dot);
      tail = tail.substring(0, Math.max(0, room - id.length())) + id;
    }
    return rule + "@" + tail;
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      clean.append(letter || "_+=,.-".indexOf(c) >= 0 ? c : '-');
    }
    return clean.toString();
  }

  private static String encode(String value) {
    try {
      return URLEncoder.encode(value, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }
}

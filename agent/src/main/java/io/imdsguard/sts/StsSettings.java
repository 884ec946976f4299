package io.imdsguard.sts;

/** Which STS is asked for which role: the policy's {@code sts}. Immutable. */
public final class StsSettings {
  private static final int HTTPS_PORT = 443;
  private static final int HTTP_PORT = 80;

  private final String roleArn;
  private final String region;
  private final boolean tls;
  private final String host;
  private final int port;

  /**
   * Creates settings.
   *
   * @param roleArn the role to assume
   * @param region the region that requests are signed for, such as {@code eu-central-1}
   * @param endpoint {@code https://host[:port]}, or {@code http://} to this machine's loopback
   *     interface; {@code null} for the region's own
   * @throws IllegalArgumentException if one of them can't be that; the message says which and why
   */
  public StsSettings(String roleArn, String region, String endpoint) {
    this.roleArn = roleArn;
    this.region = region;
    check(isRoleArn(roleArn), "'role-arn'", "arn:aws:iam::123456789012:role/name");
    check(isWord(region, "-"), "'region'", "a region such as eu-central-1");
    String url = endpoint == null ? regional(region) : endpoint;
    this.tls = url.startsWith("https://");
    check(tls || url.startsWith("http://"), "'endpoint'", "https://host or https://host:port");
    String authority = url.substring(tls ? 8 : 7);
    authority =
        authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority;
    int bracket = authority.startsWith("[") ? authority.indexOf(']') : 0;
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    this.host = colon < 0 ? authority : authority.substring(0, colon);
    this.port = colon < 0 ? tls ? HTTPS_PORT : HTTP_PORT : port(authority.substring(colon + 1));
    boolean literal =
        bracket > 0
            && host.length() == bracket + 1
            && inBrackets().indexOf(':') >= 0
            && isWord(inBrackets(), ":.");
    check(port > 0 && (literal || isWord(host, "-.")), "'endpoint'", "https://host[:port]");
    check(tls || isLoopback(host), "'endpoint'", "https, http is for 127.0.0.1 and ::1 alone");
  }

  /** The endpoint of a region in the partition that it belongs to. */
  private static String regional(String region) {
    String domain = region.startsWith("cn-") ? ".amazonaws.com.cn" : ".amazonaws.com";
    return "https://sts." + region + domain;
  }

  private static void check(boolean good, String what, String expected) {
    if (!good) {
      throw new IllegalArgumentException(what + ": expected " + expected);
    }
  }

  private static boolean isRoleArn(String arn) {
    int account = arn.indexOf(":iam::");
    int role = arn.indexOf(":role/");
    return arn.startsWith("arn:aws")
        && arn.length() <= 2048
        && account > 0
        && role == account + 18
        && isNumber(arn.substring(account + 6, role))
        && arn.length() > role + 6
        && isWord(arn, ":/+=,.@_-");
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int port(String digits) {
    int number = digits.isEmpty() || digits.length() > 5 ? 65_536 : 0;
    for (int i = 0; i < digits.length() && number <= 65_535; i++) {
      char c = digits.charAt(i);
      number = c < '0' || c > '9' ? 65_536 : number * 10 + c - '0';
    }
    return number > 65_535 ? -1 : number;
  }

  /** Letters, digits, and those others; at least one. */
  private static boolean isWord(String text, String others) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && others.indexOf(c) < 0) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  /** Literal loopback addresses and the name that stands for them. */
  private static boolean isLoopback(String host) {
    return host.equals("127.0.0.1") || host.equals("[::1]") || host.equals("localhost");
  }

  private String inBrackets() {
    return host.substring(1, host.length() - 1);
  }

  public String roleArn() {
    return roleArn;
  }

  public String region() {
    return region;
  }

  /** Whether STS is spoken to over TLS. */
  public boolean isTls() {
    return tls;
  }

  /** The host's name or literal address, an IPv6 address without brackets. */
  public String host() {
    return host.startsWith("[") ? inBrackets() : host;
  }

  public int port() {
    return port;
  }

  public String scheme() {
    return tls ? "https" : "http";
  }

  /** What the {@code Host} field says: the port only if it is not the scheme's own. */
  public String authority() {
    return port == (tls ? HTTPS_PORT : HTTP_PORT) ? host : host + ":" + port;
  }
}

package io.imdsguard.metadata;

/** The host and port of an {@code http://} URL that names a metadata service. Immutable. */
final class EndpointUrl {
  private static final String SCHEME = "http://";
  private static final int HTTP_PORT = 80;

  private final String url;
  private final String host;
  private final int port;

  private EndpointUrl(String url, String host, int port) {
    this.url = url;
    this.host = host;
    this.port = port;
  }

  /**
   * Reads a URL; its path, query and fragment are ignored.
   *
   * @throws IllegalArgumentException if it is not {@code http://host[:port]}
   */
  static EndpointUrl parse(String url) {
    if (url.indexOf('@') >= 0) {
      // Not repeated: what stands before the @ may be a password.
      throw new IllegalArgumentException("metadata endpoint: a URL with user information");
    }
    if (url.regionMatches(true, 0, "https://", 0, 8)) {
      throw invalid(url, "https is not supported, a metadata service is asked over http");
    }
    if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw invalid(url, "expected http://host or http://host:port");
    }
    String authority = url.substring(SCHEME.length(), authorityEnd(url));
    int hostEnd = hostEnd(url, authority);
    return new EndpointUrl(
        url, authority.substring(0, hostEnd), port(url, authority.substring(hostEnd)));
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** The path and the query, without a fragment; a slash if there is neither. */
  String target() {
    int start = authorityEnd(url);
    int end = url.indexOf('#', start);
    String rest = url.substring(start, end < 0 ? url.length() : end);
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  @Override
  public String toString() {
    return printable(url);
  }

  private static int authorityEnd(String url) {
    for (int i = SCHEME.length(); i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
      if (c <= ' ' || c == '\\' || c > '~') {
        throw invalid(url, "a character that no host has");
      }
    }
    return url.length();
  }

  private static int hostEnd(String url, String authority) {
    int bracket = authority.startsWith("[") ? authority.indexOf(']') : -1;
    int colon = authority.indexOf(':', Math.max(bracket, 0));
    if (bracket < 0 && colon >= 0 && authority.indexOf(':', colon + 1) >= 0) {
      throw invalid(url, "an IPv6 address has to stand in brackets");
    }
    int end = bracket >= 0 ? bracket + 1 : colon < 0 ? authority.length() : colon;
    if (end == 0) {
      throw invalid(url, "the host is missing");
    }
    return end;
  }

  private static int port(String url, String colonAndPort) {
    if (colonAndPort.isEmpty()) {
      return HTTP_PORT;
    }
    long port = colonAndPort.charAt(0) == ':' ? ReplyReader.digits(colonAndPort.substring(1)) : -1;
    if (port < 1 || port > 65_535) {
      throw invalid(url, "the port has to be a number from 1 to 65535");
    }
    return (int) port;
  }

  private static IllegalArgumentException invalid(String url, String reason) {
    return new IllegalArgumentException("metadata endpoint '" + printable(url) + "': " + reason);
  }

  private static String printable(String url) {
    StringBuilder text = new StringBuilder(url.length());
    for (int i = 0; i < url.length(); i++) {
      char c = url.charAt(i);
      text.append(c < ' ' || c > '~' ? '?' : c);
    }
    return text.toString();
  }
}

package io.imdsguard.hooks;

/**
 * Reads a URL as AWS CRT does (aws-c-common, source/uri.c), which is not how {@link java.net.URI}
 * reads it: of two {@code @} the first ends the user, and any text is a host.
 */
final class NativeUrl {
  private static final int HTTP_PORT = 80;

  private NativeUrl() {}

  /**
   * Where native code connects to for a URL without TLS, or {@code null} if it can't. A port that
   * can't be read is taken for HTTP's, because versions differ.
   */
  static NativeTarget target(String url) {
    int start = 0;
    int colon = url.indexOf(':');
    if (colon >= 0 && url.startsWith("/", colon + 1)) {
      start = colon + 3;
      if (!url.startsWith("://", colon)) {
        return null;
      }
    }
    int slash = url.indexOf('/', start);
    int end = slash >= 0 ? slash : url.indexOf('?', start);
    String authority = url.substring(start, end < 0 ? url.length() : end);
    String place = authority.substring(authority.indexOf('@') + 1);
    int close = place.startsWith("[") ? place.indexOf(']') : 0;
    int portColon = place.indexOf(':', Math.max(close, 0));
    String host = place.substring(0, portColon < 0 ? place.length() : portColon);
    if (close > 0) {
      host = host.substring(1, host.length() - 1);
    }
    if (close < 0 || host.isEmpty()) {
      return null;
    }
    return new NativeTarget(host, portColon < 0 ? HTTP_PORT : port(place.substring(portColon + 1)));
  }

  private static int port(String digits) {
    try {
      // Versions that keep 16 bits of it connect to what is left.
      int port = (int) (Long.parseLong(digits) & 0xffff);
      return port == 0 ? HTTP_PORT : port;
    } catch (NumberFormatException e) {
      return HTTP_PORT;
    }
  }
}

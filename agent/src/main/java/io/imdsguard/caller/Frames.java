package io.imdsguard.caller;

import io.imdsguard.policy.Frame;
import java.net.URL;
import java.security.CodeSource;

/** From a raw frame to what a policy and the audit log see of it. */
final class Frames {
  private Frames() {}

  static Frame describe(RawFrame raw) {
    ClassLoader loader = raw.type.getClassLoader();
    return new Frame(
        sourceName(raw.type.getName()),
        raw.method(),
        jar(raw.type),
        loader == null ? null : loader.getClass().getName());
  }

  /** A lambda's hidden class is named after the class that it is written in. */
  static String sourceName(String className) {
    int lambda = className.indexOf("$$Lambda");
    if (lambda > 0) {
      return className.substring(0, lambda);
    }
    int hidden = className.indexOf('/');
    return hidden > 0 ? className.substring(0, hidden) : className;
  }

  private static String jar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? null : fileName(location.getPath());
  }

  /**
   * The last segment: {@code auth-2.1.jar} of {@code nested:/app.jar/!BOOT-INF/lib/auth-2.1.jar!/}.
   */
  static String fileName(String path) {
    int end = path.length();
    while (end > 0 && (path.charAt(end - 1) == '/' || path.charAt(end - 1) == '!')) {
      end--;
    }
    int start = Math.max(path.lastIndexOf('/', end - 1), path.lastIndexOf('!', end - 1));
    return end == 0 ? null : path.substring(start + 1, end);
  }
}

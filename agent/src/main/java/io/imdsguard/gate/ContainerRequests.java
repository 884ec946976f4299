package io.imdsguard.gate;

import io.imdsguard.metadata.Container;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Kind;

/**
 * What requests to a container's service ask for: its credentials are where this JVM's environment
 * says, at a path that can be any. At any other service there are none of that sort. Immutable.
 */
final class ContainerRequests {
  private static final ContainerRequests NONE = new ContainerRequests(false, null, null);

  private final boolean containers;
  private final String target;

  /** Canonical, without a slash at its end; {@code null} if there is none that can be read. */
  private final String path;

  private ContainerRequests(boolean containers, String target, String path) {
    this.containers = containers;
    this.target = target;
    this.path = path;
  }

  static ContainerRequests of(Endpoint endpoint) {
    if (!endpoint.isContainers()) {
      return NONE;
    }
    Container container = endpoint.container();
    if (container == null) {
      return new ContainerRequests(true, null, null);
    }
    try {
      String path = plain(CanonicalPath.of(container.target()).path());
      return new ContainerRequests(true, container.target(), path);
    } catch (AmbiguousPathException e) {
      // A request for it is as ambiguous, and refused for that.
      return new ContainerRequests(true, null, null);
    }
  }

  /** The path and query that this JVM's credentials are asked for with. */
  String target() {
    return target;
  }

  /** What a path yields; there are no session tokens at a container's service. */
  Kind kindOf(CanonicalPath asked, Rules rules) {
    if (path != null && isAtOrBelow(plain(asked.path()))) {
      return Kind.CREDENTIALS;
    }
    Kind kind = rules.kindOf(asked.path());
    return containers && kind == Kind.TOKEN ? Kind.OTHER : kind;
  }

  /** The service may not care for case. */
  private boolean isAtOrBelow(String asked) {
    return asked.regionMatches(true, 0, path, 0, path.length())
        && (asked.length() == path.length()
            || path.isEmpty()
            || asked.charAt(path.length()) == '/');
  }

  /** Whether this asks for this JVM's credentials, by the same path and query. */
  boolean isForOwnCredentials(RequestHead head, CanonicalPath asked) {
    return path != null
        && head.isRead()
        && plain(asked.path()).equals(path)
        && query(head.target()).equals(query(target));
  }

  private static String query(String target) {
    int start = target.indexOf('?');
    return start < 0 ? "" : target.substring(start);
  }

  private static String plain(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}

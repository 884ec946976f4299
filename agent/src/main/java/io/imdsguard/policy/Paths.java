package io.imdsguard.policy;

import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.MetadataPaths;

/** One entry of a rule's {@code paths}: everything, a group, or a pattern. Immutable. */
final class Paths {
  static final String[] GROUPS = {"@credentials", "@region", "@identity", "@user-data"};

  private final String group;
  private final PathPattern pattern;

  private Paths(String group, PathPattern pattern) {
    this.group = group;
    this.pattern = pattern;
  }

  /** The entry of a group's name or of {@code *}, or {@code null} if there is no such group. */
  static Paths group(String name) {
    switch (name) {
      case "*":
      case "@credentials":
      case "@region":
      case "@identity":
      case "@user-data":
        return new Paths(name, null);
      default:
        return null;
    }
  }

  static Paths of(PathPattern pattern) {
    return new Paths(null, pattern);
  }

  boolean matches(Ask ask, boolean allow) {
    if (pattern != null) {
      return allow ? pattern.allows(ask.path()) : pattern.denies(ask.path());
    }
    switch (group) {
      case "@credentials":
        return ask.kind() == Kind.CREDENTIALS;
      case "@region":
        return MetadataPaths.isRegion(ask.path());
      case "@identity":
        return ask.kind() == Kind.IDENTITY;
      case "@user-data":
        return ask.kind() == Kind.USER_DATA;
      default:
        return true;
    }
  }

  /** Whether keys may be found at any of these. */
  boolean mayBeKeys() {
    if (pattern == null) {
      return group.equals("*") || group.equals("@credentials");
    }
    return MetadataPaths.kindOf(pattern.toString()) == Kind.CREDENTIALS || pattern.isAboveKeys();
  }

  @Override
  public String toString() {
    return pattern == null ? group : pattern.toString();
  }
}

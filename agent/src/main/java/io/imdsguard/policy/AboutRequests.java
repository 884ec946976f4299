package io.imdsguard.policy;

import io.imdsguard.metadata.Kind;
import java.util.List;

/** Requests to a metadata service, by their paths. Immutable. */
final class AboutRequests implements Rule.What {
  private final List<Paths> paths;

  /**
   * Names requests.
   *
   * @param paths any of these; empty for all
   */
  AboutRequests(List<Paths> paths) {
    this.paths = paths;
  }

  @Override
  public boolean concerns(Ask ask) {
    return ask.way() == Ask.Way.REQUEST;
  }

  /** A session token is worth nothing by itself: whoever may ask for anything may have one. */
  @Override
  public boolean matches(Ask ask, boolean allow) {
    if (paths.isEmpty() || (allow && ask.kind() == Kind.TOKEN)) {
      return true;
    }
    for (int i = 0; i < paths.size(); i++) {
      if (paths.get(i).matches(ask, allow)) {
        return true;
      }
    }
    return false;
  }
}

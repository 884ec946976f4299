package io.imdsguard.simulator;

import java.util.function.Predicate;

/** Which requests a {@link Fault} strikes; any other predicate does as well. */
public final class Matching {
  private Matching() {}

  /** All requests. */
  public static Predicate<RecordedRequest> everything() {
    return request -> true;
  }

  /** Requests for an IMDSv2 session token. */
  public static Predicate<RecordedRequest> tokenRequests() {
    return RecordedRequest::isTokenRequest;
  }

  /**
   * Requests whose resolved path begins so, as a string. A prefix under {@code /latest} also takes
   * the other version segments.
   */
  public static Predicate<RecordedRequest> path(String prefix) {
    return request ->
        request.path().startsWith(prefix)
            || ("/latest" + Ec2Versions.resource(request.path())).startsWith(prefix);
  }

  /** Requests for credentials of the instance's role, the list of roles included. */
  public static Predicate<RecordedRequest> credentials() {
    return path("/latest/meta-data/iam/security-credentials");
  }
}

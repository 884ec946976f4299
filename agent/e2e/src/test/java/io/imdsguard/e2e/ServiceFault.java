package io.imdsguard.e2e;

import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.Matching;
import io.imdsguard.simulator.Simulator;
import java.time.Duration;

/** What can be wrong with the metadata service; in words, as docs/faults.md names it. */
enum ServiceFault {
  REFUSED("refuses connections"),
  HANGING("accepts and never answers"),
  SLOW("answers after 800 ms"),
  CLOSING("closes without an answer"),
  RESETTING("resets the connection"),
  TRUNCATED("breaks off in the middle of an answer"),
  UNAUTHORIZED("401"),
  FORBIDDEN("403"),
  ABSENT("404"),
  THROTTLED("429"),
  FAILING("500"),
  UNAVAILABLE("503"),
  NO_TOKEN("answers all but token requests, as behind a hop limit of 1"),
  NO_SUCCESS("a document whose `Code` is not `Success`"),
  EXPIRED("a document that has expired"),
  NO_ROLE("the role was taken away"),
  OTHER_ROLE("the role was changed for another"),
  CLOCK_AHEAD("none: the JVM's clock jumps an hour ahead"),
  CLOCK_BEHIND("none: the JVM's clock jumps an hour back");

  private final String words;

  ServiceFault(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Whether it is the clock's, and the service is well. */
  boolean isClocks() {
    return !clock().isZero();
  }

  private Duration clock() {
    return switch (this) {
      case CLOCK_AHEAD -> Duration.ofHours(1);
      case CLOCK_BEHIND -> Duration.ofHours(-1);
      default -> Duration.ZERO;
    };
  }

  /** Whether new keys are to be had all the while, for whoever asks where they are. */
  boolean isHarmless() {
    return this == SLOW || this == OTHER_ROLE || isClocks();
  }

  /**
   * Lets it happen, on a simulator that listens.
   *
   * @param clock the JVM's, or {@code null} if it has none of its own
   */
  void strike(Simulator service, FakeClock clock) {
    switch (this) {
      case OTHER_ROLE -> service.behaviour().role("other-role");
      case CLOCK_AHEAD, CLOCK_BEHIND -> clock.jump(clock());
      case REFUSED -> service.close();
      case NO_TOKEN -> service.behaviour().expireTokens().hangTokenRequests();
      case NO_SUCCESS ->
          service.behaviour().credentialsCode("AssumeRoleUnauthorizedAccess", "EC2 cannot assume");
      case EXPIRED -> service.behaviour().expireCredentials();
      case NO_ROLE -> service.behaviour().noRole();
      default -> service.behaviour().fail(Matching.everything(), fault());
    }
  }

  private Fault fault() {
    return switch (this) {
      case HANGING -> Fault.hang();
      case SLOW -> Fault.delay(Duration.ofMillis(800));
      case CLOSING -> Fault.closeWithoutAnswer();
      case RESETTING -> Fault.reset();
      case TRUNCATED -> Fault.truncateBody(10);
      case UNAUTHORIZED -> Fault.status(401);
      case FORBIDDEN -> Fault.status(403);
      case ABSENT -> Fault.status(404);
      case THROTTLED -> Fault.status(429);
      case FAILING -> Fault.status(500);
      case UNAVAILABLE -> Fault.status(503);
      default -> throw new IllegalStateException("no fault of the wire: " + this);
    };
  }
}

package io.imdsguard.simulator;

import java.time.Duration;
import java.util.function.Predicate;

/** How the service behaves; every method takes effect at once. Thread-safe. */
public final class Behaviour {
  private final State state;

  Behaviour(State state) {
    this.state = state;
  }

  /** Sets whether EC2 requires session tokens. */
  public Behaviour tokens(TokenMode mode) {
    state.tokenMode = mode;
    return this;
  }

  /** Ends all session tokens now. */
  public Behaviour expireTokens() {
    state.tokens.expireAll();
    return this;
  }

  /**
   * Lets all matching requests go wrong, until {@link #heal()}. Of two faults the older one wins.
   */
  public Behaviour fail(Predicate<RecordedRequest> which, Fault fault) {
    state.faults.add(FaultPlan.FOREVER, which, fault);
    return this;
  }

  /**
   * Lets the next so many matching requests go wrong.
   *
   * @param times at least 1
   */
  public Behaviour failNext(int times, Predicate<RecordedRequest> which, Fault fault) {
    if (times < 1) {
      throw new IllegalArgumentException("times must be at least 1, not " + times);
    }
    state.faults.add(times, which, fault);
    return this;
  }

  /** Never answers a token request: a hop limit of 1, seen from inside a container. */
  public Behaviour hangTokenRequests() {
    return fail(Matching.tokenRequests(), Fault.hang());
  }

  /** Delays every answer. */
  public Behaviour latency(Duration latency) {
    if (latency.isNegative()) {
      throw new IllegalArgumentException("latency must not be negative: " + latency);
    }
    state.latency = latency;
    return this;
  }

  /**
   * Refuses what comes faster than this with a status such as 429 or 503. So many requests may come
   * at once, too.
   */
  public Behaviour throttle(int perSecond, int status) {
    state.throttle.limit(perSecond, status);
    return this;
  }

  /** Ends faults, latency and throttling. What hangs already goes on hanging. */
  public Behaviour heal() {
    state.faults.clear();
    state.throttle.lift();
    state.latency = Duration.ZERO;
    return this;
  }

  /** Sets whether connections persist (the default) or are closed after each answer. */
  public Behaviour keepAlive(boolean on) {
    state.keepAlive = on;
    return this;
  }

  /** Gives the instance another role. */
  public Behaviour role(String name) {
    state.profile.role(name);
    return this;
  }

  /** Takes the role away: everything under {@code iam/} is 404. */
  public Behaviour noRole() {
    state.profile.role(null);
    return this;
  }

  /** Sets whether {@code iam/security-credentials-extended/} exists, which it does by default. */
  public Behaviour extendedCredentials(boolean on) {
    state.profile.extended(on);
    return this;
  }

  /** Hands out new keys from now on; so do ECS and EKS, as for all that follows. */
  public Behaviour rotateCredentials() {
    state.profile.keys().rotate();
    state.containerKeys.rotate();
    return this;
  }

  /** Hands out new keys from now on, which live so long; six hours by default. */
  public Behaviour credentialsLifetime(Duration lifetime) {
    state.profile.keys().lifetime(lifetime);
    state.containerKeys.lifetime(lifetime);
    return this;
  }

  /**
   * Sets whether new keys come by themselves when less than five minutes, or half of a shorter
   * lifetime, are left. They do by default.
   */
  public Behaviour automaticRotation(boolean on) {
    state.profile.keys().automatic(on);
    state.containerKeys.automatic(on);
    return this;
  }

  /** Hands out keys that ended a minute ago, and switches {@link #automaticRotation} off. */
  public Behaviour expireCredentials() {
    state.profile.keys().expire();
    state.containerKeys.expire();
    return this;
  }

  /** Replaces the token that EKS takes, and takes the one before no more. */
  public Behaviour rotatePodToken() {
    state.podToken = state.secrets.mint("SIMPODTOKEN", 300);
    return this;
  }

  /**
   * Sets the {@code Code} of the role's credentials documents; without keys, and still status 200,
   * unless it is {@code Success}.
   *
   * @param message the {@code Message}, or {@code null} for none
   */
  public Behaviour credentialsCode(String code, String message) {
    state.profile.code(code, message);
    return this;
  }

  /**
   * Sets the {@code Code} of {@code iam/info}.
   *
   * @param message the {@code Message}, or {@code null} for none
   */
  public Behaviour profileCode(String code, String message) {
    state.profile.infoCode(code, message);
    return this;
  }

  /** Replaces the user data, which then counts as one secret; {@code null} for none (404). */
  public Behaviour userData(String content) {
    if (content != null) {
      state.secrets.add(content);
    }
    state.userData = content;
    return this;
  }

  /**
   * Changes a value of Compute Engine's, which ends the long polls for it.
   *
   * @param path under {@code /computeMetadata/v1/}, such as {@code instance/maintenance-event}
   */
  public Behaviour gcpValue(String path, String value) {
    state.gcp.put(path, value);
    return this;
  }
}

package io.imdsguard.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The keys of one role and their rotation. Thread-safe. */
final class KeyRing {
  /** EC2 has new credentials at least five minutes before the old ones end (AWS EC2 guide). */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final Secrets secrets;
  private final Clock clock;
  private Duration lifetime = Duration.ofHours(6);
  private boolean automatic = true;
  private final Map<String, Credentials> issued = new ConcurrentHashMap<>();
  private Credentials current;

  KeyRing(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
    rotate();
  }

  /** The keys to hand out now: new ones if rotation is automatic and the old ones end soon. */
  synchronized Credentials current() {
    Duration half = lifetime.dividedBy(2);
    Duration ahead = half.compareTo(AHEAD) < 0 ? half : AHEAD;
    if (automatic && clock.instant().isAfter(current.expiration().minus(ahead))) {
      rotate();
    }
    return current;
  }

  synchronized Credentials rotate() {
    return issue(clock.instant());
  }

  synchronized Credentials lifetime(Duration newLifetime) {
    lifetime = newLifetime;
    return rotate();
  }

  synchronized void automatic(boolean on) {
    automatic = on;
  }

  /** New keys that ended a minute ago, and no rotation until it is asked for. */
  synchronized Credentials expire() {
    automatic = false;
    return issue(clock.instant().minus(lifetime).minusSeconds(60));
  }

  private Credentials issue(Instant from) {
    Instant updated = from.truncatedTo(ChronoUnit.SECONDS);
    Instant end = from.plus(lifetime).plusMillis(999).truncatedTo(ChronoUnit.SECONDS);
    current =
        new Credentials(
            secrets.accessKeyId(),
            secrets.mint("SIMSECRETKEY", 40),
            secrets.mint("SIMSESSIONTOKEN", 372),
            updated,
            end);
    issued.put(current.accessKeyId(), current);
    return current;
  }

  /** Whatever was issued under this access key id, expired or not, or {@code null}. */
  Credentials find(String accessKeyId) {
    return issued.get(accessKeyId);
  }
}

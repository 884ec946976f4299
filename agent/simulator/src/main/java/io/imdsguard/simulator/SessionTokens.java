package io.imdsguard.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** IMDSv2 session tokens: any number at a time, each valid until its own end. Thread-safe. */
final class SessionTokens {
  private static final int MAX_TTL_SECONDS = 21_600;

  private final Secrets secrets;
  private final Clock clock;
  private final Map<String, Instant> ends = new ConcurrentHashMap<>();

  SessionTokens(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  /** A new token, 56 characters as EC2 makes them. */
  String issue(int ttlSeconds) {
    String token = secrets.mint("SIMIMDSTOKEN", 56);
    ends.put(token, clock.instant().plusSeconds(ttlSeconds));
    return token;
  }

  boolean accepts(String token) {
    Instant end = ends.get(token);
    return end != null && clock.instant().isBefore(end);
  }

  void expireAll() {
    ends.clear();
  }

  /** Reads a TTL: decimal digits for 1 to 21600 seconds; 0 for anything else. */
  static int ttlSeconds(String value) {
    if (value == null || value.isEmpty() || value.length() > 9) {
      return 0;
    }
    int ttl = 0;
    for (int i = 0; i < value.length(); i++) {
      char digit = value.charAt(i);
      if (digit < '0' || digit > '9') {
        return 0;
      }
      ttl = ttl * 10 + digit - '0';
    }
    return ttl <= MAX_TTL_SECONDS ? ttl : 0;
  }
}

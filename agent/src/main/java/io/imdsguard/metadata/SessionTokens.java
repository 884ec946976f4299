package io.imdsguard.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The agent's own IMDSv2 session token: fetched by one thread for all, kept until it is nearly
 * over. Thread-safe.
 *
 * <p>Source: Amazon EC2 user guide, "Use the Instance Metadata Service to access instance
 * metadata".
 */
final class SessionTokens {
  static final String PATH = "/latest/api/token";
  static final String TTL_HEADER = "X-aws-ec2-metadata-token-ttl-seconds";
  static final int TTL_SECONDS = 21_600;
  private static final int MAX_TOKEN_CHARS = 4_096;
  private static final long FAILURE_NANOS = TimeUnit.SECONDS.toNanos(3);
  private static final long RENEWAL_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Connector connector;
  private final Exchange exchange;
  private final Clock clock;
  private final int answerMillis;
  private final ReentrantLock flight = new ReentrantLock();

  private volatile SessionToken held;

  /** The last attempt's failure, or {@code null}; read it before {@link #attemptNanos}. */
  private volatile Failure failure;

  private volatile long attemptNanos;

  SessionTokens(Connector connector, Exchange exchange, Clock clock, int answerMillis) {
    this.connector = connector;
    this.exchange = exchange;
    this.clock = clock;
    this.answerMillis = answerMillis;
  }

  /**
   * A token that is not over.
   *
   * @throws TokenUnavailableException if the service can be reached but gives none
   * @throws IOException if it can't be reached
   */
  SessionToken get() throws IOException {
    SessionToken token = held;
    if (isAlive(token)) {
      return token.isNearlyOver(clock.nanos()) ? renewed(token) : token;
    }
    failAgain();
    flight.lock();
    try {
      token = held;
      if (isAlive(token)) {
        return token;
      }
      failAgain();
      return fetch(false);
    } finally {
      flight.unlock();
    }
  }

  /**
   * Takes note that the service answered 401 to a token, and fetches another one if nobody has yet.
   *
   * @return the token to repeat the request with, or {@code null} if that is futile
   * @throws IOException as {@link #get}
   */
  SessionToken replace(SessionToken refused) throws IOException {
    flight.lock();
    try {
      SessionToken token = held;
      if (token != refused && isAlive(token)) {
        return token;
      }
      if (refused.isFutileToReplace(clock.nanos())) {
        return null;
      }
      failAgain();
      held = null;
      return fetch(true);
    } finally {
      flight.unlock();
    }
  }

  private boolean isAlive(SessionToken token) {
    return token != null && token.isAlive(clock.nanos());
  }

  /** Renews a token that still holds: one thread tries, now and then, and nobody waits for it. */
  private SessionToken renewed(SessionToken token) {
    boolean triedLately = failure != null && clock.nanos() - attemptNanos < RENEWAL_PAUSE_NANOS;
    if (triedLately || !flight.tryLock()) {
      return token;
    }
    try {
      return held == token ? fetch(false) : token;
    } catch (IOException e) {
      // Kept in failure; the token is good for some minutes yet.
      return token;
    } finally {
      flight.unlock();
    }
  }

  private void failAgain() throws IOException {
    Failure last = failure;
    if (last != null && clock.nanos() - attemptNanos < FAILURE_NANOS) {
      throw last.again();
    }
  }

  private SessionToken fetch(boolean replacement) throws IOException {
    try {
      SessionToken token = ask(replacement);
      failure = null;
      held = token;
      return token;
    } catch (IOException e) {
      if (!Failure.isOwn(e)) {
        attemptNanos = clock.nanos();
        failure = new Failure(e);
      }
      throw e;
    }
  }

  private SessionToken ask(boolean replacement) throws IOException {
    Header ttl = new Header(TTL_HEADER, Integer.toString(TTL_SECONDS));
    Carried request =
        new Carried("PUT", PATH, Collections.singletonList(ttl), new byte[0], false, answerMillis);
    Wire wire = connector.connect();
    long bornNanos = clock.nanos();
    Answer answer;
    try {
      answer = Answer.readFrom(exchange.on(wire, request, null, answerMillis));
    } catch (IOException e) {
      if (Failure.isOwn(e)) {
        throw e;
      }
      TokenUnavailableException unavailable = new TokenUnavailableException(0);
      unavailable.initCause(e);
      throw unavailable;
    }
    String value = new String(answer.body(), StandardCharsets.ISO_8859_1).trim();
    if (answer.status() != 200 || !isToken(value)) {
      throw new TokenUnavailableException(answer.status());
    }
    return new SessionToken(value, bornNanos, lifeSeconds(answer), replacement);
  }

  /** Whether this can be sent back in a header field: what answers may be a page that knows all. */
  private static boolean isToken(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        return false;
      }
    }
    return !value.isEmpty() && value.length() <= MAX_TOKEN_CHARS;
  }

  private static long lifeSeconds(Answer answer) {
    String given = Fields.value(answer.headers(), TTL_HEADER);
    long seconds = given == null ? -1 : ReplyReader.digits(given);
    return seconds > 0 && seconds < TTL_SECONDS ? seconds : TTL_SECONDS;
  }
}

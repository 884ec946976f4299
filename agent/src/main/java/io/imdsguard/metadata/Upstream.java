package io.imdsguard.metadata;

import java.io.IOException;

/**
 * The agent's own way to one metadata service: the only thing in the JVM that talks to it.
 *
 * <p>Thread-safe.
 */
public interface Upstream {

  Endpoint endpoint();

  /**
   * Returns if the service can be reached, else fails as a connect to it failed. The answer is kept
   * for a few seconds, so that nobody waits for the same failure twice. While a snapshot of
   * credentials is valid the service counts as reachable.
   *
   * @throws IOException what a connect would have thrown: refused, no route, timed out
   */
  void requireReachable() throws IOException;

  /** Starts to fetch the session token and the credentials in the background; returns at once. */
  void warmUp();

  /**
   * Returns once the agent holds a session token of its own.
   *
   * @throws TokenUnavailableException if the service gives none
   * @throws IOException if the service can't be reached
   */
  void requireToken() throws IOException;

  /**
   * Answers a credentials path from the agent's snapshot, fetched once for all callers: documents
   * of keys, the list of roles, and what is said about them without keys. What the service answers
   * instead of good credentials is passed on as it is, not {@linkplain Reply#fromSnapshot from the
   * snapshot}.
   *
   * @param canonicalPath without a query, such as {@code
   *     /latest/meta-data/iam/security-credentials/my-role}
   * @return the answer, or {@code null} if the snapshot does not hold this path and it has to be
   *     {@linkplain #carry carried}
   * @throws TokenUnavailableException if the service gives no session token
   * @throws CredentialsExpiredException if the last good ones have expired and none can be fetched
   * @throws IOException if there is no last good answer and none can be fetched
   */
  Reply credentials(String canonicalPath) throws IOException;

  /**
   * Sends one request of the gate's making and returns the answer with its body still to be read.
   *
   * @throws TokenUnavailableException if it is to carry a session token and the service gives none
   * @throws IOException if the service can't be reached or does not answer
   */
  Reply carry(Carried request) throws IOException;

  /**
   * Opens a bare connection to the service, for bytes that only a monitoring gate passes on unread.
   *
   * @throws IOException if the service can't be reached
   */
  Wire open() throws IOException;
}

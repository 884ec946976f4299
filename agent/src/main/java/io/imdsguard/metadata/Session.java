package io.imdsguard.metadata;

import java.io.IOException;

/** Requests under the agent's own authority, whatever the service calls that. Thread-safe. */
interface Session {

  /**
   * Returns once the agent has what the service asks of its requests.
   *
   * @throws TokenUnavailableException if the service gives none
   * @throws IOException if it can't be had
   */
  void require() throws IOException;

  /**
   * Sends a request, with the agent's authority if it is to carry that.
   *
   * @param withinMillis how long each attempt's connect, and then its answer, may take; 0 for the
   *     limits of the connector and the request
   */
  Reply send(Carried request, int withinMillis) throws IOException;
}

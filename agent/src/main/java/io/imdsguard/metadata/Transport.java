package io.imdsguard.metadata;

import java.io.IOException;

/** Opens connections to a metadata service, past the agent's own funnel. Thread-safe. */
public interface Transport {

  /**
   * Connects.
   *
   * @param endpoint where to
   * @param timeoutMillis how long to try, in milliseconds
   * @throws java.net.ConnectException if the connection is refused
   * @throws java.net.NoRouteToHostException if there is no route
   * @throws java.net.SocketTimeoutException if the time is over
   * @throws IOException on any other failure
   */
  Wire connect(Endpoint endpoint, int timeoutMillis) throws IOException;
}

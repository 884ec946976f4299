package io.imdsguard.metadata;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;

/**
 * What is kept of a failed exchange, to fail in the same way again: the class and the message,
 * never the first thread's stack or cause. Immutable.
 */
final class Failure {
  private final Class<?> type;
  private final String message;
  private final int tokenStatus;

  Failure(IOException cause) {
    this.type = cause.getClass();
    this.message = cause.getMessage();
    this.tokenStatus =
        cause instanceof TokenUnavailableException
            ? ((TokenUnavailableException) cause).status()
            : 0;
  }

  /**
   * Whether a failure is the failed thread's own, so that it says nothing about the service: an
   * interrupt closes the channel under an exchange.
   */
  static boolean isOwn(IOException cause) {
    return cause instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted();
  }

  /** A new exception of the same class and message; of the nearest known class if it is rare. */
  IOException again() {
    if (type == TokenUnavailableException.class) {
      return new TokenUnavailableException(tokenStatus);
    }
    if (type == ConnectException.class) {
      return new ConnectException(message);
    }
    if (type == NoRouteToHostException.class) {
      return new NoRouteToHostException(message);
    }
    if (type == SocketTimeoutException.class) {
      return new SocketTimeoutException(message);
    }
    if (type == PortUnreachableException.class) {
      return new PortUnreachableException(message);
    }
    if (type == ProtocolException.class) {
      return new ProtocolException(message);
    }
    if (type == EOFException.class) {
      return new EOFException(message);
    }
    return SocketException.class.isAssignableFrom(type)
        ? new SocketException(message)
        : new IOException(message);
  }
}

package io.imdsguard.simulator;

import java.io.IOException;

/** What came is no HTTP request. */
final class MalformedRequestException extends IOException {
  private static final long serialVersionUID = 1L;

  MalformedRequestException(String message) {
    super(message);
  }
}

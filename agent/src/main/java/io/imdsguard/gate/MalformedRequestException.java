package io.imdsguard.gate;

/** What came is not a request that everybody would read the same way. */
final class MalformedRequestException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedRequestException(String why) {
    super("malformed request: " + why);
  }
}

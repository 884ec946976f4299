package io.imdsguard.simulator;

/** One HTTP header field, its name in the spelling it came in. */
public record Header(String name, String value) {

  /** The name only: a value may be a session token. */
  @Override
  public String toString() {
    return name;
  }
}

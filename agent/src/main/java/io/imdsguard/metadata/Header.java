package io.imdsguard.metadata;

/** One HTTP header field, its name in the spelling it came in. Immutable. */
public final class Header {
  private final String name;
  private final String value;

  public Header(String name, String value) {
    this.name = name;
    this.value = value;
  }

  public String name() {
    return name;
  }

  public String value() {
    return value;
  }

  /** The name only: a value may be a session token. */
  @Override
  public String toString() {
    return name;
  }
}

package io.imdsguard.gate;

/**
 * What a child process's environment gets: where to ask, and the token to ask with. The token is in
 * no {@code toString}. Immutable.
 */
public final class Equipment {
  private final String url;
  private final String token;
  private final Child child;

  Equipment(String url, String token, Child child) {
    this.url = url;
    this.token = token;
    this.child = child;
  }

  /** Such as {@code http://127.0.0.1:34567/credentials}. */
  public String url() {
    return url;
  }

  /** Secret. */
  public String token() {
    return token;
  }

  /** To be told of the process once it is started. */
  public Child child() {
    return child;
  }
}

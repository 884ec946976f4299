package io.imdsguard.metadata;

/** How long the upstream client waits for the service, in milliseconds. Immutable. */
final class Limits {
  private final int connect;
  private final int token;
  private final int answer;
  private final int revalidate;

  /**
   * Creates limits, each in milliseconds and above 0.
   *
   * @param connect how long to try to connect
   * @param token how long to wait, once connected, for a session token: behind a hop limit that is
   *     too small the answer never comes, and the AWS SDKs give up after one second
   * @param answer how long a credentials request may take while nothing is held; longer than an SDK
   *     waits, so that its next attempt finds the answer
   * @param revalidate how long a caller for whom a good answer is held waits for a newer one
   */
  Limits(int connect, int token, int answer, int revalidate) {
    this.connect = connect;
    this.token = token;
    this.answer = answer;
    this.revalidate = revalidate;
  }

  static Limits standard() {
    return new Limits(1_000, 500, 2_000, 300);
  }

  int connectMillis() {
    return connect;
  }

  int tokenMillis() {
    return token;
  }

  int answerMillis() {
    return answer;
  }

  int revalidateMillis() {
    return revalidate;
  }
}

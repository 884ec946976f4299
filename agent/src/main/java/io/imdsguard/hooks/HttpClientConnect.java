package io.imdsguard.hooks;

/**
 * {@code jdk.internal.net.http.PlainHttpConnection#connectAsync(Exchange)}: on the thread that goes
 * on to {@code Net.connect}, with the exchange whose {@code multi} was built at submission.
 */
final class HttpClientConnect {
  private static final String ROOM = "jdk/internal/net/http/";
  static final String TARGET = ROOM + "PlainHttpConnection";

  private HttpClientConnect() {}

  static Hook hook() {
    return new Within(
        TARGET,
        "connectAsync(L" + ROOM + "Exchange;)",
        Value.argument(1).get(ROOM + "Exchange", "multi", "L" + ROOM + "MultiExchange;"));
  }
}

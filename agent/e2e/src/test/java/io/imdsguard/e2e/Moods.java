package io.imdsguard.e2e;

import io.imdsguard.simulator.Answer;
import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.Simulator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Paths that the service answers otherwise than it should: once with 503, or with a redirect. Each
 * run of a cell has paths of its own.
 */
final class Moods {
  private Moods() {}

  static void on(Simulator service) {
    Set<String> first = ConcurrentHashMap.newKeySet();
    service
        .behaviour()
        .fail(
            request -> request.path().contains("-retried-") && first.add(request.path()),
            Fault.reply(Answer.error(503).with("Retry-After", "0")))
        .fail(
            request -> request.path().contains("-moved-permitted"),
            Fault.reply(
                Answer.of(302, "text/plain", "")
                    .with("Location", "/latest/meta-data/cell-at-last-permitted")));
  }
}

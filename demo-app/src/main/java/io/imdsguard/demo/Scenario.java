package io.imdsguard.demo;

import io.imdsguard.demo.Outcome.Kind;

/**
 * One attack or honest call.
 *
 * @param id how the page names it
 * @param title what it is, for people
 * @param without what must come of it without the agent
 * @param with what must come of it with the agent
 */
record Scenario(String id, String title, Kind without, Kind with, Play play) {

  /** What is done to a service. */
  interface Play {
    Outcome on(ServiceClient service);
  }

  boolean isAttack() {
    return with == Kind.REFUSED;
  }
}

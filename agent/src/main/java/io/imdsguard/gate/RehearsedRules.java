package io.imdsguard.gate;

import io.imdsguard.metadata.Kind;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.ImdsV1;
import io.imdsguard.policy.Mode;

/** The policy in effect for a visit of nobody's: it is asked, and what it says does not count. */
final class RehearsedRules implements Rules {
  private final Rules real;

  RehearsedRules(Rules real) {
    this.real = real;
  }

  @Override
  public Mode mode() {
    return real.mode();
  }

  @Override
  public ImdsV1 imdsV1() {
    return real.imdsV1();
  }

  @Override
  @SuppressWarnings("CheckReturnValue") // asking is all
  public Decision decide(Ask ask, Caller caller) {
    real.decide(ask, caller);
    return Decision.allow(null, null);
  }

  @Override
  public boolean mayEquip(String executable) {
    return false;
  }

  @Override
  public Kind kindOf(String path) {
    return real.kindOf(path);
  }
}

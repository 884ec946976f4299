package io.imdsguard.agent;

import io.imdsguard.gate.Rules;
import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.MetadataPaths;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.ImdsV1;
import io.imdsguard.policy.Mode;
import io.imdsguard.policy.Policy;

/** A policy as the gate asks it. */
final class PolicyRules implements Rules {
  private final Policy policy;

  PolicyRules(Policy policy) {
    this.policy = policy;
  }

  @Override
  public Mode mode() {
    return policy.mode();
  }

  @Override
  public ImdsV1 imdsV1() {
    return policy.imdsV1();
  }

  @Override
  public Decision decide(Ask ask, Caller caller) {
    return policy.decide(ask, caller);
  }

  @Override
  public boolean mayEquip(String executable) {
    return policy.mayEquip(executable);
  }

  @Override
  public Kind kindOf(String path) {
    return MetadataPaths.kindOf(path);
  }
}

package io.imdsguard.gate;

import io.imdsguard.metadata.Kind;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.ImdsV1;
import io.imdsguard.policy.Mode;

/** The policy in effect, as the gate asks it. Thread-safe. */
public interface Rules {

  Mode mode();

  ImdsV1 imdsV1();

  Decision decide(Ask ask, Caller caller);

  /** Whether a rule gives credentials to child processes of this program, to some caller's. */
  boolean mayEquip(String executable);

  /** What a canonical path yields. */
  Kind kindOf(String path);
}

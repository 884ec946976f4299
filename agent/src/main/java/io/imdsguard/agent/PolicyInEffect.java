package io.imdsguard.agent;

import io.imdsguard.policy.Mode;
import io.imdsguard.policy.Policy;
import io.imdsguard.policy.PolicyException;
import io.imdsguard.policy.PolicyFile;
import java.io.File;

/** Reads the policy that the options name. */
final class PolicyInEffect {
  private PolicyInEffect() {}

  /** The policy; one that denies everything where none can be had. */
  static Policy read(Options options) {
    if (options.problem() != null) {
      return Policy.denyingEverything(options.problem());
    }
    try {
      Policy read = valid(options);
      return "enforce".equals(options.mode()) ? read.tightenedBy(Mode.ENFORCE) : read;
    } catch (PolicyException e) {
      Console.say("metadata is DENIED to everybody: " + e.getMessage());
      return Policy.denyingEverything("the policy is not valid");
    }
  }

  /**
   * The policy as its file has it.
   *
   * @throws PolicyException if that is not valid
   */
  static Policy valid(Options options) throws PolicyException {
    String file = options.policy();
    return file == null ? Policy.builtIn() : PolicyFile.read(new File(file));
  }
}

package io.imdsguard.agent;

/** The one line that the agent says while all is well. */
final class StatusLine {
  static final String VERSION = "0.1.0";

  private StatusLine() {}

  static String of(Options options) {
    String name = "IMDS Guard " + VERSION;
    if (options.problem() != null) {
      return name + ": metadata is DENIED to everybody: " + options.problem();
    }
    if (!options.enabled()) {
      return name + " is switched off (enabled=false)";
    }
    String policy = options.policy() == null ? "built-in" : options.policy();
    String line =
        name
            + ": on, policy "
            + policy
            + ", mode "
            + mode(options)
            + ", audit to "
            + options.audit();
    String unknown = options.unknown();
    return unknown == null ? line : line + "; unknown setting " + unknown;
  }

  /** The mode in effect: an option only tightens what the policy says. */
  private static String mode(Options options) {
    if ("enforce".equals(options.mode())) {
      return "enforce";
    }
    if (options.policy() == null) {
      return "monitor";
    }
    String policys = options.peek().mode();
    if (policys == null) {
      return "as the policy says";
    }
    return options.mode() == null || policys.equals(options.mode())
        ? policys
        : policys + " (the policy's; mode=" + options.mode() + " can't loosen it)";
  }
}

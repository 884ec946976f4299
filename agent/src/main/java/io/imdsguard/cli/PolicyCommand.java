package io.imdsguard.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What there is to do with policies. */
@Command(
    name = "policy",
    description = "Checks and explains policies.",
    subcommands = {PolicyCheckCommand.class, PolicyExplainCommand.class})
final class PolicyCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }
}

package io.imdsguard.cli;

import io.imdsguard.policy.Policy;
import io.imdsguard.policy.PolicyException;
import io.imdsguard.policy.PolicyFile;
import java.io.File;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says whether policy files are valid. */
@Command(
    name = "check",
    description = "Says whether policy files are valid, and where they are not.")
final class PolicyCheckCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "FILE")
  private List<File> files;

  @Override
  public Integer call() {
    int status = 0;
    for (File file : files) {
      try {
        Policy policy = PolicyFile.read(file);
        System.out.println(
            file
                + ": valid, mode "
                + policy.mode().label()
                + ", imdsv1 "
                + policy.imdsV1().label()
                + ", rules "
                + policy.rules()
                + (policy.sts() == null ? "" : ", sts " + policy.sts().authority()));
      } catch (PolicyException e) {
        System.err.println(e.getMessage());
        status = 1;
      }
    }
    return status;
  }
}

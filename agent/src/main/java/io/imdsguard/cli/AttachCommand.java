package io.imdsguard.cli;

import java.io.File;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Guards a JVM that runs already. */
@Command(
    name = "attach",
    description = {
      "Guards a JVM of the same user that runs already.",
      "Connections that it opened before are counted, not guarded. From JDK 21 on it prints the"
          + " JVM's own warning of agents that are loaded dynamically."
    })
final class AttachCommand implements Callable<Integer> {
  private final File jar;

  @ArgGroup(multiplicity = "1")
  private Target target;

  @Option(
      names = "--options",
      paramLabel = "key=value,...",
      defaultValue = "",
      description = "The agent's options, as after -javaagent:imds-guard-agent.jar=")
  private String options;

  AttachCommand(File jar) {
    this.jar = jar;
  }

  @Override
  public Integer call() throws Exception {
    Attachment attachment = Attachment.find();
    if (target.list) {
      for (Map.Entry<String, String> jvm : attachment.jvms().entrySet()) {
        System.out.println(jvm.getKey() + " " + jvm.getValue());
      }
      return 0;
    }
    attachment.load(target.pid, jar, options);
    System.out.println("IMDS Guard is in JVM " + target.pid + "; its standard error says how");
    return 0;
  }

  /** One JVM, or a look at which there are. */
  static final class Target {
    @Parameters(paramLabel = "PID", description = "The JVM's process id")
    private String pid;

    @Option(names = "--list", description = "List the JVMs that can be attached to")
    private boolean list;
  }
}

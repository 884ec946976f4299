package io.imdsguard.cli;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The operator's commands: {@code java -jar imds-guard-agent.jar}. */
@Command(
    name = "java -jar imds-guard-agent.jar",
    description = {
      "Guards the instance metadata service from inside a JVM.",
      "",
      "To guard a service from its start, add -javaagent:imds-guard-agent.jar to its JVM's options."
    },
    subcommands = {PolicyCommand.class, CredentialsCommand.class},
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT)
public final class Cli implements Runnable {
  @Spec private CommandSpec spec;

  private Cli() {}

  /**
   * Runs a command.
   *
   * @param jar the agent's jar, for commands that load it into a JVM
   * @param arguments the command line
   * @return the exit status: 0 done, 1 not done, 2 not understood
   */
  public static int run(File jar, String... arguments) {
    CommandLine line = new CommandLine(new Cli()).addSubcommand("attach", new AttachCommand(jar));
    setVersion(line, version(jar));
    return line.setExecutionExceptionHandler(new Failures()).execute(arguments);
  }

  private static void setVersion(CommandLine line, String version) {
    line.getCommandSpec().version(version);
    for (CommandLine each : line.getSubcommands().values()) {
      setVersion(each, version);
    }
  }

  private static String version(File jar) {
    try (JarFile file = new JarFile(jar)) {
      Attributes manifest = file.getManifest().getMainAttributes();
      return "IMDS Guard " + manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    } catch (IOException e) {
      throw new IllegalStateException("the agent's jar can't be read", e);
    }
  }

  @Override
  public void run() {
    spec.commandLine().usage(System.out);
  }

  /** Says what went wrong instead of where. */
  private static final class Failures implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
        Exception e, CommandLine line, CommandLine.ParseResult result) {
      line.getErr().println(e.getMessage() == null ? e.toString() : e.getMessage());
      return 1;
    }
  }
}

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
      "Connections that it opened before are counted, not guarded. Options or a policy that are not"
          + " valid change nothing there. From JDK 21 on the JVM prints its own warning of agents that"
          + " are loaded dynamically."
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
    String said = attachment.load(target.pid, jar, absolute(options));
    if (said == null) {
      System.out.println("IMDS Guard is in JVM " + target.pid + "; its standard error says how");
      return 0;
    }
    System.out.println(said);
    return said.startsWith("IMDS Guard:") ? 1 : 0;
  }

  /** The files in the options as seen from here: the JVM has a folder of its own. */
  private static String absolute(String options) {
    StringBuilder absolute = new StringBuilder();
    for (String pair : options.split(",", -1)) {
      String key = pair.substring(0, pair.indexOf('=') + 1).trim();
      String value = pair.substring(pair.indexOf('=') + 1).trim();
      boolean file = key.equals("policy=") || (key.equals("audit=") && !value.equals("stderr"));
      absolute
          .append(absolute.length() == 0 ? "" : ",")
          .append(file ? key + new File(value).getAbsolutePath() : pair);
    }
    return absolute.toString();
  }

  /** One JVM, or a look at which there are. */
  static final class Target {
    @Parameters(paramLabel = "PID", description = "The JVM's process id")
    private String pid;

    @Option(names = "--list", description = "List the JVMs that can be attached to")
    private boolean list;
  }
}

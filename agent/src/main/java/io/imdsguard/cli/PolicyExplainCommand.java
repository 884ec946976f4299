package io.imdsguard.cli;

import io.imdsguard.gate.AmbiguousPathException;
import io.imdsguard.gate.CanonicalPath;
import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.MetadataPaths;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Explanation;
import io.imdsguard.policy.Frame;
import io.imdsguard.policy.Mode;
import io.imdsguard.policy.Policy;
import io.imdsguard.policy.PolicyFile;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a policy decides about a request, a child process or a call of the API, and why. */
@Command(
    name = "explain",
    description = {
      "Says what a policy decides about a request, a child process or a call of imds-guard-api, and"
          + " why.",
      "Take the caller and the path or command from the audit log: caller.class, caller.jar, path,"
          + " command. A path is read as the agent reads it, so any other will do, too."
    },
    exitCodeListHeading = "Exit status:%n",
    exitCodeList = {
      "0:allowed",
      "1:denied, or the policy is not valid",
      "2:the command line was not understood"
    })
final class PolicyExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "The policy; the built-in one if not given")
  private File file;

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The caller's class; if not given, nobody is known to have asked")
  private String type;

  @Option(names = "--jar", paramLabel = "NAME", description = "The file name of the caller's jar")
  private String jar;

  @Option(names = "--loader", paramLabel = "NAME", description = "The class of its class loader")
  private String loader;

  @Option(
      names = "--through",
      paramLabel = "NAME",
      description = "A class further up the stack; can be repeated, nearest first")
  private List<String> through = new ArrayList<>();

  @Option(
      names = "--interpreter",
      paramLabel = "NAME",
      description = "An interpreter's class directly behind the caller")
  private String interpreter;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      defaultValue = "GET",
      description = "The request's method; GET if not given")
  private String method;

  @ArgGroup(multiplicity = "0..1")
  private What what = new What();

  @Option(
      names = "--credentials",
      description =
          "With --command: whether the process is given credentials; alone: whether the"
              + " caller of imds-guard-api is")
  private boolean credentials;

  /** A request, a process or a call of the API, one of them. */
  private static final class What {
    @Parameters(paramLabel = "PATH", description = "A request's path")
    private String path;

    @Option(
        names = "--command",
        paramLabel = "PROGRAM",
        description = "A child process's program, as in the audit log")
    private String command;
  }

  @Override
  public Integer call() throws Exception {
    Policy policy = file == null ? Policy.builtIn() : PolicyFile.read(file);
    Ask ask = ask();
    Decision decision = policy.decide(ask, caller());
    System.out.println(
        (decision.allowed() ? "allow" : "deny")
            + ": "
            + decision.reason()
            + effect(policy.mode(), decision));
    System.out.println("kind: " + ask.kind().label());
    if (ask.path() != null && !ask.path().equals(what.path)) {
      System.out.println("path as rules see it: " + ask.path());
    }
    if (decision.scope() != null && hasKeys(ask)) {
      System.out.println(
          "narrowed for " + decision.scope().seconds() + " s to: " + decision.scope().policy());
    }
    System.out.println("mode: " + policy.mode().label());
    for (Explanation rule : policy.explain(ask, caller())) {
      System.out.println(line(rule));
    }
    return decision.allowed() ? 0 : 1;
  }

  /** What the audit log has instead, where that is neither allow nor deny. */
  private static String effect(Mode mode, Decision decision) {
    if (decision.concern()) {
      return " (recorded as would-deny)";
    }
    return decision.allowed() || mode != Mode.MONITOR
        ? ""
        : " (in monitor mode let through, and recorded as would-deny)";
  }

  private boolean hasKeys(Ask ask) {
    return ask.kind() == Kind.CREDENTIALS || credentials;
  }

  private Ask ask() {
    if (what.path == null && what.command == null && !credentials) {
      throw new ParameterException(
          spec.commandLine(), "Missing: a PATH, --command=PROGRAM or --credentials");
    }
    if (what.path != null && credentials) {
      throw new ParameterException(
          spec.commandLine(), "--credentials is for --command=PROGRAM, or stands alone");
    }
    if (what.command != null) {
      return credentials ? Ask.equipment("ec2", what.command) : Ask.process("ec2", what.command);
    }
    if (credentials) {
      return Ask.credentials("ec2");
    }
    String path = canonical();
    return new Ask("ec2", method, path, MetadataPaths.kindOf(path));
  }

  private String canonical() {
    try {
      return CanonicalPath.of(what.path).path();
    } catch (AmbiguousPathException e) {
      throw new ParameterException(
          spec.commandLine(),
          "The agent refuses '" + what.path + "' with 400: " + e.getMessage(),
          e);
    }
  }

  private String line(Explanation rule) {
    String name = (rule.allows() ? "  allow " : "  deny ") + rule.rule();
    if (!rule.isConcerned()) {
      return name + ": is about something else";
    }
    String caller =
        name
            + ": caller "
            + (rule.matchesCaller() ? "matches" : "does not match (" + rule.mismatch() + ")");
    if (what.path == null && what.command == null) {
      return caller;
    }
    return caller
        + (what.path == null ? ", command " : ", path ")
        + (rule.matchesWhat() ? "matches" : "does not match");
  }

  private Caller caller() {
    if (type == null) {
      return Caller.unattributed("no --class given", null, null);
    }
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame(type, null, jar, loader));
    for (String name : through) {
      frames.add(new Frame(name, null, null, null));
    }
    return Caller.attributed(frames, null, null, interpreter, null);
  }
}

package io.imdsguard.cli;

import io.imdsguard.metadata.MetadataPaths;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Explanation;
import io.imdsguard.policy.Frame;
import io.imdsguard.policy.Policy;
import io.imdsguard.policy.PolicyFile;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what a policy decides about a request or a child process, and why. */
@Command(
    name = "explain",
    description = {
      "Says what a policy decides about a request or a child process, and why.",
      "Take the caller and the path or command from the audit log: caller.class, caller.jar, path,"
          + " command."
    })
final class PolicyExplainCommand implements Callable<Integer> {
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

  @Option(names = "--method", paramLabel = "METHOD", defaultValue = "GET")
  private String method;

  @ArgGroup(multiplicity = "1")
  private What what;

  /** A request or a process, one of them. */
  private static final class What {
    @Parameters(paramLabel = "PATH", description = "A request's path, as in the audit log")
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
    Ask ask =
        what.command == null
            ? new Ask("ec2", method, what.path, MetadataPaths.kindOf(what.path))
            : Ask.process("ec2", what.command);
    Decision decision = policy.decide(ask, caller());
    System.out.println(
        (decision.allowed() ? "allow" : "deny")
            + ": "
            + decision.reason()
            + (decision.concern() ? " (recorded as would-deny)" : ""));
    System.out.println("kind: " + ask.kind().label());
    System.out.println("mode: " + policy.mode().label());
    for (Explanation rule : policy.explain(ask, caller())) {
      System.out.println(line(rule, ask.command() == null ? "path" : "command"));
    }
    return decision.allowed() ? 0 : 1;
  }

  private static String line(Explanation rule, String what) {
    String name = (rule.allows() ? "  allow " : "  deny ") + rule.rule();
    if (!rule.isConcerned()) {
      return name + (what.equals("path") ? ": is about processes" : ": is about requests");
    }
    return name
        + ": caller "
        + (rule.matchesCaller() ? "matches" : "does not match")
        + ", "
        + what
        + " "
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

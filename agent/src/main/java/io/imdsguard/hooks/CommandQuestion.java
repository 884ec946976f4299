package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.caller.Sighting;
import io.imdsguard.gate.Child;
import io.imdsguard.gate.ChildGate;
import io.imdsguard.gate.Equipment;
import io.imdsguard.metadata.Host;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import java.io.IOException;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.Map;

/**
 * Puts the question whether a child process may be started, if its command line names metadata, and
 * whether it is given credentials, if a rule names its program. Thread-safe.
 */
final class CommandQuestion {
  /** The child that this thread is starting, if that was given credentials. */
  private static final ThreadLocal<Child> STARTING = new ThreadLocal<>();

  private final Guard guard;
  private final CallerFinder finder;

  CommandQuestion(Guard guard, CallerFinder finder) {
    this.guard = guard;
    this.finder = finder;
  }

  /**
   * Returns if the process may be started. The caller is whoever is on this thread's stack.
   *
   * @param environment the application's, which stays as it is
   * @return the environment to start it with
   * @throws IOException if it is refused
   */
  Object ask(String[] command, Object environment) throws IOException {
    decide(command);
    STARTING.remove();
    try {
      ChildGate children = guard.children();
      // What runs is the first word as it stands, whatever looks like arguments in it.
      String program = command[0];
      if (children != null
          && program.equals(CommandLine.program(command))
          && children.mayEquip(program)
          && isByHook()) {
        Caller caller = finder.look(null).caller();
        return AccessController.doPrivileged(new Equip(children, command, environment, caller));
      }
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError fault) {
      // It is started as it would be without the agent: without credentials.
      return environment;
    }
    return environment;
  }

  /** The process that was asked about is started. */
  void started(Process process) {
    Child child = STARTING.get();
    if (child != null && isByHook()) {
      STARTING.remove();
      child.started(process);
    }
  }

  /**
   * The junction can be called by anybody who knows its name. A token is for the process's
   * environment alone, and that process for its token: a permitted caller can't have the one in its
   * own hands, nor name another that never ends.
   */
  private boolean isByHook() {
    return finder.callerOf(Requests.JUNCTION) == ProcessBuilder.class;
  }

  /** Whoever starts a process may be allowed less than the agent by a security manager. */
  private static final class Equip implements PrivilegedAction<Object> {
    private final ChildGate children;
    private final String[] command;
    private final Object environment;
    private final Caller caller;

    Equip(ChildGate children, String[] command, Object environment, Caller caller) {
      this.children = children;
      this.command = command;
      this.environment = environment;
      this.caller = caller;
    }

    @Override
    @SuppressWarnings("unchecked") // ProcessBuilder has no other environment
    public Object run() {
      try {
        Equipment equipment = children.equip(command[0], caller);
        if (equipment == null) {
          return environment;
        }
        Object with = ChildEnvironment.with(equipment, (Map<String, String>) environment);
        STARTING.set(equipment.child());
        return with;
      } catch (IOException | ReflectiveOperationException e) {
        return environment;
      }
    }
  }

  private void decide(String[] command) throws IOException {
    Host host = CommandLine.find(command, guard.hosts());
    if (host == null && !guard.isSettled()) {
      awaitPolicy();
      host = CommandLine.find(command, guard.hosts());
    }
    if (host == null) {
      return;
    }
    Sighting sighting = finder.look(null);
    guard.await();
    if (guard.standsAside()) {
      return;
    }
    Ask ask = Ask.process(host.service(), CommandLine.program(command));
    String refusal = guard.processes().refusal(ask, sighting.caller());
    if (refusal != null) {
      throw new IOException(refusal);
    }
  }

  /** A command that names no service that is known must not fail because the guard has. */
  private void awaitPolicy() {
    try {
      guard.await();
    } catch (IOException e) {
      // What the policy would name stays unknown.
    }
  }
}

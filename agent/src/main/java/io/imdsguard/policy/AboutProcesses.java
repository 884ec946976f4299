package io.imdsguard.policy;

import java.util.List;

/** Child processes whose command line names a metadata service, by their program. Immutable. */
final class AboutProcesses implements Rule.What {
  private final List<String> commands;

  /**
   * Names processes.
   *
   * @param commands globs, any of which matches the program as it is given or its file name; empty
   *     for all
   */
  AboutProcesses(List<String> commands) {
    this.commands = commands;
  }

  @Override
  public boolean concerns(Ask ask) {
    return ask.isProcess();
  }

  @Override
  public boolean mayBeKeys() {
    return false;
  }

  @Override
  public boolean matches(Ask ask, boolean allow) {
    if (commands.isEmpty()) {
      return true;
    }
    String given = ask.command();
    String file = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    for (int i = 0; i < commands.size(); i++) {
      if (Glob.matches(commands.get(i), given) || Glob.matches(commands.get(i), file)) {
        return true;
      }
    }
    return false;
  }
}

package io.imdsguard.policy;

import java.util.List;

/**
 * Child processes by their program: those whose command line names a metadata service, and those
 * that are to be given a way to the role's credentials. Immutable.
 */
final class AboutProcesses implements Rule.What {
  private final List<String> commands;
  private final boolean equips;

  /**
   * Names processes.
   *
   * @param commands globs, any of which matches the program as it is given or its file name; empty
   *     for all
   * @param equips whether an allow rule gives them credentials, too
   */
  AboutProcesses(List<String> commands, boolean equips) {
    this.commands = commands;
    this.equips = equips;
  }

  /** Whether an allow rule gives such processes credentials. */
  boolean equips() {
    return equips;
  }

  @Override
  public boolean concerns(Ask ask) {
    return ask.way() == Ask.Way.PROCESS || ask.way() == Ask.Way.EQUIPMENT;
  }

  @Override
  public boolean matches(Ask ask, boolean allow) {
    if (allow && ask.way() == Ask.Way.EQUIPMENT && !equips) {
      return false;
    }
    return names(ask.command());
  }

  /** Whether this is one of the programs. */
  boolean names(String given) {
    if (commands.isEmpty()) {
      return true;
    }
    String file = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
    for (int i = 0; i < commands.size(); i++) {
      if (Glob.matches(commands.get(i), given) || Glob.matches(commands.get(i), file)) {
        return true;
      }
    }
    return false;
  }
}

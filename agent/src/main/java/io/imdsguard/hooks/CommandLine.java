package io.imdsguard.hooks;

import io.imdsguard.metadata.Host;
import java.util.List;

/** Reads a child process's command line for hosts that are metadata services. */
final class CommandLine {
  private CommandLine() {}

  /** The first of the hosts that an argument names in some spelling, or {@code null}. */
  static Host find(String[] command, List<Host> hosts) {
    HostMatch match = new HostMatch(command, hosts);
    for (String argument : command) {
      for (String reading : Readings.of(argument)) {
        Host host = new ArgumentText(reading, match).find();
        if (host != null) {
          return host;
        }
      }
    }
    return null;
  }

  /**
   * The program without what may be its arguments: a whole command line given as one word would run
   * on Windows.
   */
  static String program(String[] command) {
    String first = command[0];
    boolean whole = first.indexOf("://") < 0 && first.indexOf(" -") < 0;
    for (int i = 0; i < first.length() && !whole; i++) {
      if (first.charAt(i) <= ' ') {
        return first.substring(0, i);
      }
    }
    return whole ? first : "?";
  }
}

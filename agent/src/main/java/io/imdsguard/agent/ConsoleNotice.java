package io.imdsguard.agent;

import io.imdsguard.audit.Notice;

/** The audit log's word to the operator, on the console. */
final class ConsoleNotice implements Notice {
  @Override
  public void say(String line) {
    Console.say(line);
  }
}

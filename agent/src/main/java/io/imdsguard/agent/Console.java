package io.imdsguard.agent;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Lines for the operator, on file descriptor 2: an application may have replaced System.err. */
final class Console {
  private static final String NAME = "IMDS Guard: ";

  private Console() {}

  static void say(String line) {
    byte[] bytes = (NAME + line + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      new FileOutputStream(FileDescriptor.err).write(bytes);
    } catch (IOException ignored) {
      // There is nobody left to tell.
    }
  }
}

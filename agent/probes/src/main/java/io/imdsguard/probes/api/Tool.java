package io.imdsguard.probes.api;

import java.io.InputStream;

/** Starts the program that its arguments name, and passes on what it says. */
public final class Tool {
  private Tool() {}

  public static void main(String[] arguments) throws Exception {
    Process process = new ProcessBuilder(arguments).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      for (int b = out.read(); b >= 0; b = out.read()) {
        System.out.write(b);
      }
    }
    System.out.flush();
    System.exit(process.waitFor());
  }
}

package io.imdsguard.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The packaged demonstration as a user starts it. */
final class DemoJar {
  private DemoJar() {}

  static Process start(Path folder, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("demo.jar")).toString()));
    command.addAll(List.of(arguments));
    // Run from elsewhere: it must not need the project around it.
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("out.txt").toFile())
        .start();
  }

  /** Waits up to a minute for the demonstration to print something; returns its first group. */
  static String awaitOutput(Path folder, Pattern pattern) throws Exception {
    Path out = folder.resolve("out.txt");
    for (int i = 0; i < 600; i++) {
      Matcher found = pattern.matcher(Files.readString(out));
      if (found.find()) {
        return found.group(1);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("it printed no " + pattern + " but: " + Files.readString(out));
  }
}

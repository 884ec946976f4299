package io.imdsguard.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One run of one program on one JDK with one agent. */
record Child(long nanos, List<String> output) {

  static Child run(Path jdk, String agent, String program, String... arguments)
      throws IOException, InterruptedException {
    return run(jdk, agent, "", Map.of(), program, arguments);
  }

  /**
   * The same with more on the class path, and variables of the environment.
   *
   * @param moreClassPath with a colon before it, or empty
   */
  static Child run(
      Path jdk,
      String agent,
      String moreClassPath,
      Map<String, String> environment,
      String program,
      String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.resolve("bin/java").toString());
    command.add("-javaagent:" + agent);
    command.add("-cp");
    command.add(System.getProperty("java.class.path") + moreClassPath);
    command.add("io.imdsguard.benchmarks." + program);
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    long start = System.nanoTime();
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int status = process.waitFor();
    long took = System.nanoTime() - start;
    if (status != 0) {
      throw new IOException("exit status " + status + " of " + command + "\n" + text);
    }
    return new Child(took, text.lines().toList());
  }

  long number(int line) {
    return Long.parseLong(output.get(line));
  }
}

package io.imdsguard.probes.api;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Starts a script in every way there is, and says what each printed: {@code Children SCRIPT OTHER},
 * where the policy equips the first and not the second.
 */
public final class Children {
  private Children() {}

  public static void main(String[] arguments) throws Exception {
    String script = arguments[0];
    start("builder", () -> new ProcessBuilder(script).start());
    start("exec-string", () -> Runtime.getRuntime().exec(script));
    start("exec-array", () -> Runtime.getRuntime().exec(new String[] {script, "an argument"}));
    start(
        "exec-environment",
        () -> Runtime.getRuntime().exec(new String[] {script}, new String[] {"MINE=kept"}));
    ProcessBuilder builder = new ProcessBuilder(script);
    Map<String, String> environment = builder.environment();
    environment.put("MINE", "kept");
    environment.put("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/v2/mine");
    int before = environment.hashCode();
    start("own-environment", builder::start);
    ApiProbe.print(
        "map", environment.hashCode() == before ? "unchanged" : "changed " + environment.keySet());
    if (!System.getProperty("java.version").startsWith("1.")) {
      start("pipeline", () -> pipeline(script));
    }
    start("other", () -> new ProcessBuilder(arguments[1]).start());
    start("by-another-caller", () -> Elsewhere.start(script));
    failing(script);
    Process last = new ProcessBuilder(script, "wait").start();
    byte[] first = new byte[4096];
    int length = last.getInputStream().read(first);
    ApiProbe.print("running", new String(first, 0, Math.max(0, length), "UTF-8").trim());
    ApiProbe.print("equipped", "and waits");
    while (System.in.read() != '\n') {
      // Until the test has tried the token.
    }
    last.destroy();
    last.waitFor();
    ApiProbe.print("ended", "ended");
    while (System.in.read() >= 0) {
      // Until the test has tried it again.
    }
    System.exit(0);
  }

  private static void failing(String script) {
    try {
      new ProcessBuilder(script).directory(new File("/nonexistent")).start();
      ApiProbe.print("failing", "started");
    } catch (Exception e) {
      ApiProbe.print("failing", "FAILED");
    }
  }

  private static Process pipeline(String script) throws Exception {
    List<ProcessBuilder> builders =
        Arrays.asList(new ProcessBuilder(script), new ProcessBuilder("cat"));
    try {
      List<?> all =
          (List<?>)
              ProcessBuilder.class.getMethod("startPipeline", List.class).invoke(null, builders);
      return (Process) all.get(1);
    } catch (InvocationTargetException e) {
      throw (Exception) e.getCause();
    }
  }

  private static void start(String name, Starter starter) {
    try {
      Process process = starter.start();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (InputStream in = process.getInputStream()) {
        for (int b = in.read(); b >= 0; b = in.read()) {
          out.write(b == '\n' ? ' ' : b);
        }
      }
      process.waitFor();
      ApiProbe.print(name, out.toString("UTF-8").trim());
    } catch (Exception e) {
      ApiProbe.print(name, "FAILED " + e);
    }
  }

  /** One way to start a process. */
  interface Starter {
    Process start() throws Exception;
  }
}

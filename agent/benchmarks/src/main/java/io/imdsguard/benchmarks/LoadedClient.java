package io.imdsguard.benchmarks;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** A JVM that runs {@link ClientLoad} with one agent, a slice of time at a time. */
final class LoadedClient implements Closeable {
  private final Process process;
  private final BufferedReader from;
  private final PrintStream to;

  /** What one slice yields. */
  record Slice(double requestsPerSecond, double bytesPerRequest, double cpuPerRequest) {}

  LoadedClient(Path jdk, String agent, String classPath, String adapter, String url)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            List.of(
                jdk.resolve("bin/java").toString(),
                "-javaagent:" + agent,
                "-cp",
                classPath,
                "io.imdsguard.benchmarks.ClientLoad",
                adapter,
                url));
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    // No client asks metadata here; if one did, it would find nobody.
    builder.environment().put("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:9");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    process = builder.start();
    from =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    to = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
  }

  Slice run(int millis) throws IOException {
    to.println(millis);
    for (String line = from.readLine(); line != null; line = from.readLine()) {
      if (line.startsWith("LOAD ")) {
        String[] words = line.split(" ");
        return new Slice(
            Double.parseDouble(words[1]),
            Double.parseDouble(words[2]),
            Double.parseDouble(words[3]));
      }
    }
    throw new IOException("the client has ended");
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

package io.imdsguard.demo;

import io.imdsguard.demo.service.ServiceApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** The service in a JVM of its own, with the agent or without. */
final class ServiceProcess implements AutoCloseable {
  private final Process process;
  private final String pass;
  private final int port;

  private ServiceProcess(Process process, String pass, int port) {
    this.process = process;
    this.pass = pass;
    this.port = port;
  }

  /**
   * Starts the service and waits until it listens.
   *
   * @param endpoint the metadata service's URL
   * @param agent options for the JVM that add the agent, or none
   */
  static ServiceProcess start(String endpoint, List<String> agent) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(agent);
    // Each SDK has its own way to be told of another endpoint.
    command.add("-Dcom.amazonaws.sdk.ec2MetadataServiceEndpointOverride=" + endpoint);
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-jar", jar(), "--service"));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint);
    String pass = UUID.randomUUID().toString();
    builder.environment().put(ServiceApplication.PASS, pass);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    try {
      return new ServiceProcess(process, pass, port(process));
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  /** The jar that this runs from, as {@code java -jar} was told it. */
  private static String jar() {
    return Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString();
  }

  private static int port(Process process) throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(ServiceApplication.LISTENING)) {
        passOn(lines);
        return Integer.parseInt(line.substring(ServiceApplication.LISTENING.length()));
      }
    }
    throw new IOException("the service ended before it listened");
  }

  /** What the service says later goes to standard error; unread it would stop the service. */
  private static void passOn(BufferedReader lines) {
    Thread reader = new Thread(() -> lines.lines().forEach(System.err::println), "service-output");
    reader.setDaemon(true);
    reader.start();
  }

  ServiceClient client() {
    return new ServiceClient(port, pass);
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

package io.imdsguard.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** An agent that others put beside this one, with nothing to send its findings to. */
enum OtherAgent {
  OPENTELEMETRY(
      "opentelemetry-javaagent",
      "-Dotel.traces.exporter=none",
      "-Dotel.metrics.exporter=none",
      "-Dotel.logs.exporter=none") {
    @Override
    boolean works(Jvm.Run run, Path folder) {
      return eachClientSent(run, "traceparent", "nobody");
    }
  },
  DATADOG(
      "dd-java-agent",
      "-Ddd.writer.type=LoggingWriter",
      "-Ddd.instrumentation.telemetry.enabled=false",
      "-Ddd.remote_config.enabled=false",
      "-Ddd.profiling.enabled=false",
      "-Ddd.jmxfetch.enabled=false",
      "-Ddd.trace.startup.logs=false") {
    @Override
    boolean works(Jvm.Run run, Path folder) {
      return eachClientSent(run, "x-datadog-trace-id", "nobody");
    }
  },
  ELASTIC(
      "elastic-apm-agent",
      "-Delastic.apm.disable_send=true",
      "-Delastic.apm.central_config=false",
      "-Delastic.apm.cloud_provider=NONE",
      "-Delastic.apm.service_name=several",
      "-Delastic.apm.log_level=ERROR",
      // It traces requests within transactions only: each request becomes one.
      "-Delastic.apm.trace_methods=io.imdsguard.probes.clients.Stranger#ask") {
    @Override
    boolean works(Jvm.Run run, Path folder) {
      // It knows nothing of Reactor Netty.
      return eachClientSent(run, "elastic-apm-traceparent", "ReactorNettyClient");
    }
  },
  NEW_RELIC(
      "newrelic-agent",
      "-Dnewrelic.config.license_key=abcdef7890abcdef7890abcdef7890abcdef7890",
      "-Dnewrelic.config.app_name=several",
      "-Dnewrelic.config.log_file_name=STDOUT",
      "-Dnewrelic.config.log_level=fine",
      "-Dnewrelic.config.send_data_on_exit=false") {
    @Override
    boolean starts(Jdk jdk) {
      // 8.19 does not on a newer one, unless told to, and then it can read no class of the JDK's.
      return jdk.feature() <= 23;
    }

    @Override
    boolean works(Jvm.Run run, Path folder) {
      return Stream.of(
              "httpurlconnection", "httpclient-jdk11", "httpclient-5.0", "okhttp", "netty-reactor")
          .allMatch(
              client ->
                  run.stdout()
                      .lines()
                      .anyMatch(
                          line ->
                              line.contains("com.newrelic.instrumentation." + client)
                                  && line.contains("weaved target")));
    }
  },
  JACOCO("org.jacoco.agent") {
    @Override
    List<String> options(Path folder) {
      Path agent = folder.resolve("jacocoagent.jar");
      try (JarFile outer = new JarFile(jar().toFile());
          InputStream in = outer.getInputStream(outer.getEntry("jacocoagent.jar"))) {
        Files.copy(in, agent);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return List.of("-javaagent:" + agent + "=destfile=" + folder.resolve("jacoco.exec"));
    }

    @Override
    boolean works(Jvm.Run run, Path folder) {
      try {
        byte[] counted = Files.readAllBytes(folder.resolve("jacoco.exec"));
        return new String(counted, java.nio.charset.StandardCharsets.ISO_8859_1)
            .contains("io/imdsguard/probes/clients/Several");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  };

  private final String artifact;

  /** Options, separated by spaces. */
  private final String settings;

  OtherAgent(String artifact, String... settings) {
    this.artifact = artifact;
    this.settings = String.join(" ", settings);
  }

  /** Whether it visibly did what it is for. */
  abstract boolean works(Jvm.Run run, Path folder);

  /** Whether it knows this JDK. */
  boolean starts(Jdk jdk) {
    return true;
  }

  /** The JVM's options that start it; {@code folder} is one of its own. */
  List<String> options(Path folder) {
    List<String> options = new ArrayList<>();
    options.add("-javaagent:" + jar());
    options.addAll(List.of(settings.split(" ")));
    return options;
  }

  final Path jar() {
    try (Stream<Path> jars = Files.list(Path.of("libraries/agents/target/jars"))) {
      return jars.filter(jar -> jar.getFileName().toString().startsWith(artifact + "-"))
          .findFirst()
          .orElseThrow()
          .toAbsolutePath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the answers of the other host show that every client but one sent it this header. */
  private static boolean eachClientSent(Jvm.Run run, String header, String notBy) {
    List<String> answers =
        run.stdout()
            .lines()
            .filter(line -> line.startsWith("CELL ") && line.contains("-elsewhere "))
            .filter(line -> !line.startsWith("CELL " + notBy))
            .toList();
    return !answers.isEmpty() && answers.stream().allMatch(answer -> answer.contains(header));
  }
}

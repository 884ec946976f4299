package io.imdsguard.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The agent's jar, unpacked from this one, and the audit log that it writes. */
record Agent(Path jar, Path audit) {

  static Agent unpack() throws IOException {
    Path folder = Files.createTempDirectory("imds-guard-demo");
    Path jar = folder.resolve("imds-guard-agent.jar");
    try (InputStream in = Agent.class.getResourceAsStream("/imds-guard-agent.jar")) {
      if (in == null) {
        throw new IOException("the agent is not in this jar: build it with mvn verify");
      }
      Files.copy(in, jar);
    }
    // The audit log stays, for whoever wants to read all of it.
    jar.toFile().deleteOnExit();
    return new Agent(jar, folder.resolve("audit.jsonl"));
  }

  List<String> jvmOptions() {
    return List.of("-javaagent:" + jar + "=mode=enforce,audit=" + audit);
  }

  /** The audit log's lines so far. */
  List<String> events() throws IOException {
    return Files.exists(audit) ? Files.readAllLines(audit) : List.of();
  }
}

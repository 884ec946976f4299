package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever may start a program with a token gets neither the token itself nor a longer life of it.
 */
class StolenTokensIT {
  private static final String POLICY =
      """
      version: 1
      mode: enforce
      rules:
        - allow: tool
          kind: process
          callers: [io.imdsguard.probes.api.Stealing]
          commands: [%s]
          credentials: true
      """;
  private static final Pattern CHILD =
      Pattern.compile(
          "AWS_CONTAINER_AUTHORIZATION_TOKEN=(\\S+) AWS_CONTAINER_CREDENTIALS_FULL_URI=(\\S+)");

  @RegisterExtension static final Service SERVICE = new Service();

  @TempDir private Path folder;

  private Jvm.Running start(Jdk jdk) throws IOException {
    Path tool = folder.resolve("tool");
    Files.writeString(tool, "#!/bin/sh\nenv | grep ^AWS_CONTAINER | sort\n");
    Files.setPosixFilePermissions(tool, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path policy = Files.writeString(folder.resolve("policy.yaml"), POLICY.formatted(tool));
    return Jvm.on(jdk)
        .option("-Djdk.lang.Process.launchMechanism=FORK")
        .guarded("policy=" + policy)
        .classPath(Jvm.API)
        .start("io.imdsguard.probes.api.Stealing", "" + tool, "" + folder.resolve("out"))
        .awaitLine("PROBE equipped");
  }

  @TestFactory
  Stream<DynamicTest> theJunctionGivesTheEnvironmentToProcessBuilderAlone() {
    return OnJdks.every(
        jdk -> {
          Jvm.Run run = start(jdk).end();
          assertThat(run.probes()).as(run.toString()).containsEntry("environment", "none");
        });
  }

  @TestFactory
  Stream<DynamicTest> noProcessThatTheCallerNamesKeepsATokenAlive() {
    return OnJdks.every(
        jdk -> {
          try (Jvm.Running jvm = start(jdk)) {
            Matcher child = CHILD.matcher(jvm.stdout());
            assertThat(child.find()).as(jvm.stdout()).isTrue();
            assertThat(jvm.stdout()).contains("PROBE intruded true");
            HttpRequest request =
                HttpRequest.newBuilder(URI.create(child.group(2)))
                    .header("Authorization", child.group(1))
                    .build();
            HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
          }
        });
  }
}

package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Many at once, and little to do it with. */
class LoadIT {
  private static final int MANY = 1_000;

  @TempDir private Path folder;
  private Simulator service;
  private Path everybody;

  @BeforeEach
  void startService() throws IOException {
    service = Service.start();
    everybody = folder.resolve("everybody.yaml");
    Files.writeString(
        everybody,
        "version: 1\nmode: enforce\nrules: [{allow: all, callers: ['*'], paths: ['*']}]\n");
  }

  @AfterEach
  void stopService() {
    if (service != null) {
      service.close();
    }
  }

  @TestFactory
  Stream<DynamicTest> aThousandThreadsCompleteWithOneTokenAndOneLoad() {
    return Jdk.all().stream()
        .flatMap(
            jdk -> {
              service.journal().clear();
              Jvm.Run run =
                  Jvm.on(jdk)
                      .guarded("audit=" + folder.resolve(jdk + ".jsonl") + ",policy=" + everybody)
                      .run(
                          "io.imdsguard.probes.ManyThreads",
                          Service.HOST + Service.CREDENTIALS,
                          "" + MANY);
              int tokens = service.journal().tokenRequests().size();
              int loads = service.journal().credentialLoads().size();
              return Stream.of(
                  DynamicTest.dynamicTest(
                      jdk + ": all complete",
                      () ->
                          assertThat(run.probes().get("complete"))
                              .as(run.toString())
                              .isEqualTo("GOT " + MANY + " of " + MANY)),
                  DynamicTest.dynamicTest(
                      jdk + ": one token request", () -> assertThat(tokens).isEqualTo(1)),
                  DynamicTest.dynamicTest(
                      jdk + ": one credentials load", () -> assertThat(loads).isEqualTo(1)));
            });
  }

  @TestFactory
  Stream<DynamicTest> theFirstCredentialsComeOnAQuarterOfACpu() {
    return Jdk.all().stream()
        .map(
            jdk ->
                DynamicTest.dynamicTest(
                    jdk.toString(),
                    () -> {
                      List<Process> load = new ArrayList<>();
                      try {
                        for (int i = 0; i < 3; i++) {
                          load.add(busy());
                        }
                        Jvm.Run run =
                            Jvm.on(jdk)
                                .onFirstCpu()
                                .guarded("mode=enforce")
                                .library("aws-v2")
                                .run("io.imdsguard.probes.FirstCredentials");
                        assertThat(run.probes().get("first"))
                            .as(run.toString())
                            .startsWith("GOT 200 ASIA");
                      } finally {
                        load.forEach(Process::destroyForcibly);
                      }
                    }));
  }

  /** Competes for the first CPU until it is killed, or after two minutes of it by itself. */
  private static Process busy() throws IOException {
    return new ProcessBuilder(
            "taskset", "-c", "0", "sh", "-c", "ulimit -t 120; while :; do :; done")
        .start();
  }
}

package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Netty's native sockets lead to the gate also where no pipeline connects them, and where TCP fast
 * open puts the request into the SYN: the namespace has it on for every connection.
 */
class NettySocketsIT {
  private static final String PROBE = "io.imdsguard.probes.clients.NettySockets";
  private static final String URL = Service.HOST + Service.CREDENTIALS;
  private static final Path FAST_OPEN = Path.of("/proc/sys/net/ipv4/tcp_fastopen");

  /** Client, server, and neither needs a cookie: 0x1, 0x2, 0x4, 0x200; all listeners: 0x400. */
  private static final String ALWAYS = "1543";

  private static Simulator service;
  private static String before;

  @BeforeAll
  static void fastOpenForAll() throws IOException {
    Namespace.required();
    before = Files.readString(FAST_OPEN);
    Files.writeString(FAST_OPEN, ALWAYS);
    // A listener has it from its beginning or not at all.
    service = Service.start();
  }

  @AfterAll
  static void asItWas() throws IOException {
    if (service != null) {
      service.close();
      Files.writeString(FAST_OPEN, before);
    }
  }

  @TestFactory
  Stream<DynamicTest> noneGetsMetadata() {
    return onEach(
        run ->
            assertThat(run.probes().values())
                .as(run.toString())
                .hasSizeGreaterThanOrEqualTo(5)
                .allMatch(
                    // Netty 4.0 has no fast open.
                    answer ->
                        answer.startsWith("REFUSED 403")
                            || answer.contains("java.lang.NoSuchMethodError")));
  }

  @TestFactory
  Stream<DynamicTest> eachIsRecorded() {
    return onEach(
        run ->
            assertThat(run.stderr().lines().filter(line -> line.startsWith("{")))
                .as(run.toString())
                .hasSameSizeAs(
                    run.probes().values().stream()
                        .filter(answer -> answer.startsWith("REFUSED"))
                        .toList())
                .allMatch(line -> line.contains("\"decision\":\"deny\"")));
  }

  @TestFactory
  Stream<DynamicTest> theServiceSeesNoneOfThem() {
    return onEach(run -> assertThat(service.journal().withoutToken()).as(run.toString()).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> withoutTheAgentEachWouldGetIt() {
    return cells()
        .filter(cell -> cell.jdk().equals(Jdk.current()))
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    cell.toString(),
                    () -> {
                      long syns = synsWithData();
                      Jvm.Run run = run(Jvm.on(cell.jdk()), cell);
                      assertThat(run.probes().values())
                          .as(run.toString())
                          .allMatch(
                              answer ->
                                  answer.startsWith("GOT 200")
                                      || answer.contains("java.lang.NoSuchMethodError"));
                      if (!cell.client().equals("Netty 4.0")) {
                        assertThat(synsWithData()).isGreaterThan(syns);
                      }
                    }));
  }

  /** How many connections of this namespace's have had data in their SYN acknowledged. */
  private static long synsWithData() {
    try {
      String[] lines =
          Files.readString(Path.of("/proc/net/netstat"))
              .lines()
              .filter(line -> line.startsWith("TcpExt:"))
              .toArray(String[]::new);
      String[] names = lines[0].split(" ", -1);
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals("TCPFastOpenActive")) {
          return Long.parseLong(lines[1].split(" ", -1)[i]);
        }
      }
      throw new IllegalStateException("the kernel counts no fast open");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Check {
    void on(Jvm.Run run);
  }

  private static Stream<MatrixCell> cells() {
    return Stream.of("Netty 4.0", "Netty 4.1", "Netty 4.2")
        .flatMap(name -> MatrixCell.of(name).stream());
  }

  private static Stream<DynamicTest> onEach(Check check) {
    return cells()
        .map(
            cell ->
                DynamicTest.dynamicTest(
                    cell.toString(),
                    () -> {
                      service.journal().clear();
                      check.on(run(Jvm.on(cell.jdk()).guarded("mode=enforce"), cell));
                    }));
  }

  private static Jvm.Run run(Jvm jvm, MatrixCell cell) {
    return jvm.classPath(cell.jars().resolve("*")).run(PROBE, URL);
  }
}

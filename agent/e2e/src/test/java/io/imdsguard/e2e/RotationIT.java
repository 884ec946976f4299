package io.imdsguard.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.simulator.Credentials;
import io.imdsguard.simulator.Fault;
import io.imdsguard.simulator.Matching;
import io.imdsguard.simulator.Simulator;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred threads that ask for keys all the time, and what reaches the service of it.
 *
 * <p>On one JDK, because it takes the better part of a minute, and nothing in it depends on the
 * JDK: what does is in {@link LoadIT}. It goes from one event to the next, however long the machine
 * takes for that.
 */
class RotationIT {
  private static final String THREADS = "200";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** New keys come when half of it is over. */
  private static final Duration LIFETIME = Duration.ofSeconds(6);

  /** How long the service is away at least, such as {@code -Dimdsguard.outage=PT10M}. */
  private static final Duration OUTAGE =
      Duration.parse(System.getProperty("imdsguard.outage", "PT0S"));

  /** Of the keys that an outage finds: refreshed from its half on, in vain. */
  private static final Duration LIFETIME_IN_OUTAGE =
      OUTAGE.multipliedBy(3).dividedBy(2).plusSeconds(20);

  /** A request costs the agent six packets; a tenth of 1,024 a second are seventeen requests. */
  private static final int REQUESTS_PER_SECOND = 17;

  /** Idle threads of the gate keep small buffers for a while; no more than those may be added. */
  private static final long GROWTH_KIB = 6 * 1_024;

  /** Some for each thread, none for each answer. */
  private static final long OBJECTS = 800;

  @TempDir private Path folder;
  private final Set<String> issued = new HashSet<>();
  private Simulator service;

  @BeforeEach
  void startService() {
    service = Simulator.builder().role(Service.ROLE).build().start();
  }

  @AfterEach
  void stopService() {
    service.close();
  }

  @TestFactory
  Stream<DynamicTest> keysThatChangeEveryFewSecondsComeWholeAndThroughAnOutage() throws Exception {
    service.behaviour().credentialsLifetime(LIFETIME);
    long start = System.nanoTime();
    try (Jvm.Running app = start()) {
      askUntilAnswered(app);
      app.say("load");
      awaitKeys(app, 3);
      rest(app, "heap-before");
      app.say("load");
      int before = seen(app.stdout()).size();
      awaitKeys(app, before + 1);
      outage(app);
      awaitKeys(app, before + 4);
      rest(app, "heap-after");
      Jvm.Run run = app.end();
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      long requests = service.journal().total();
      return Stream.of(
          test("no request fails", () -> assertThat(failures(run)).isEmpty()),
          test(
              "keys and secrets belong together",
              () -> assertThat(seen(run.stdout())).isSubsetOf(issued)),
          test(
              "the heap does not grow",
              () ->
                  assertThat(number(run, "heap-after"))
                      .isLessThan(number(run, "heap-before") + GROWTH_KIB)),
          test(
              "the agent keeps nothing of an answer",
              () -> assertThat(number(run, "objects")).isBetween(1L, OBJECTS)),
          test(
              "there were answers enough to tell",
              () -> assertThat(number(run, "answers")).isGreaterThan(2 * OBJECTS)),
          test(
              "the service is asked little",
              () -> assertThat(requests).isLessThan((seconds + 1) * REQUESTS_PER_SECOND)));
    }
  }

  @Test
  void aServiceThatGivesNoKeysIsAskedLittle() throws Exception {
    service.behaviour().fail(Matching.credentials(), Fault.status(500));
    try (Jvm.Running app = start()) {
      app.say("load");
      long start = System.nanoTime();
      TimeUnit.SECONDS.sleep(6);
      app.say("heap").awaitLine("PROBE heap");
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertThat(number(app.end(), "answers")).isZero();
      assertThat(service.journal().total()).isBetween(1L, (seconds + 1) * REQUESTS_PER_SECOND);
    }
  }

  /** The service fails from when the keys came until it was asked for newer ones several times. */
  private void outage(Jvm.Running app) throws Exception {
    service.behaviour().automaticRotation(false).credentialsLifetime(LIFETIME_IN_OUTAGE);
    String held = inWords(service.credentials());
    await(app, () -> seen(app.stdout()).contains(held));
    service.behaviour().fail(Matching.everything(), Fault.status(500));
    long before = service.journal().total();
    TimeUnit.SECONDS.sleep(OUTAGE.toSeconds());
    await(app, () -> service.journal().total() >= before + 3);
    service.behaviour().heal().automaticRotation(true).credentialsLifetime(LIFETIME);
  }

  /** On a busy machine the service's first answer may come too late for the agent. */
  private static void askUntilAnswered(Jvm.Running app) throws Exception {
    for (int i = 0; i < 20; i++) {
      String name = "once" + i + " ";
      app.say(name.trim()).awaitLine("PROBE " + name);
      if (app.stdout().contains("PROBE " + name + "GOT")) {
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new AssertionError(app.stdout() + app.stderr());
  }

  private void rest(Jvm.Running app, String name) throws Exception {
    app.say(name);
    await(app, () -> app.stdout().contains("PROBE " + name));
  }

  private void awaitKeys(Jvm.Running app, int count) throws Exception {
    await(app, () -> seen(app.stdout()).size() >= count);
  }

  /** Waits for something, and notes which keys the service issues meanwhile. */
  private void await(Jvm.Running app, BooleanSupplier what) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!what.getAsBoolean()) {
      assertThat(System.nanoTime()).as(app.stdout() + app.stderr()).isLessThan(end);
      issued.add(inWords(service.credentials()));
      TimeUnit.MILLISECONDS.sleep(50);
    }
    issued.add(inWords(service.credentials()));
  }

  private Jvm.Running start() throws Exception {
    Path policy = folder.resolve("everybody.yaml");
    Files.writeString(
        policy, "version: 1\nmode: enforce\nrules: [{allow: a, callers: ['*'], paths: ['*']}]\n");
    return Jvm.on(Jdk.current())
        .option("-Xmx256m")
        .guarded("audit=" + folder.resolve("audit.jsonl") + ",policy=" + policy)
        .environment("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.endpoint())
        .start(
            "io.imdsguard.probes.KeysUnderLoad", service.endpoint() + Service.CREDENTIALS, THREADS)
        .awaitLine("ready");
  }

  private static String inWords(Credentials keys) throws Exception {
    String secrets = keys.secretAccessKey() + keys.token();
    byte[] bytes = secrets.getBytes(StandardCharsets.US_ASCII);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
    return keys.accessKeyId() + "=" + new BigInteger(1, digest).toString(16);
  }

  private static Set<String> seen(String output) {
    return output
        .lines()
        .filter(line -> line.startsWith("PROBE keys-") && line.endsWith(" GOT "))
        .map(line -> line.substring("PROBE keys-".length(), line.length() - " GOT ".length()))
        .collect(Collectors.toSet());
  }

  private static Set<String> failures(Jvm.Run run) {
    return run.stdout()
        .lines()
        .filter(line -> line.startsWith("PROBE failures "))
        .collect(Collectors.toSet());
  }

  private static long number(Jvm.Run run, String probe) {
    return Long.parseLong(run.probes().get(probe).split(" ", 3)[1]);
  }

  private static DynamicTest test(String what, Executable check) {
    return DynamicTest.dynamicTest(what, check);
  }
}

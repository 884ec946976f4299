package io.imdsguard.e2e;

import static java.util.stream.Collectors.joining;

import io.imdsguard.simulator.Credentials;
import io.imdsguard.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * One fault of the metadata service, gone through by a forked JVM with the agent: from the start,
 * while keys are held, once those have expired, and afterwards. Each time those ask who ask in
 * applications.
 */
final class FaultTrial implements AutoCloseable {
  private static final List<String> ASKERS = List.of("http", "v1", "v2", "imds");
  private static final String AWSCLI = "awscli";

  /** Long enough for all to ask on a busy machine. */
  private static final Duration LIFETIME = Duration.ofSeconds(45);

  /** Of keys that are to be gone soon, where the service hands some out from the start. */
  private static final Duration LIFETIME_AT_FIRST = Duration.ofSeconds(10);

  private final ServiceFault fault;
  private final int port;
  private final Jvm.Running app;
  private final Path audit;
  private final FakeClock clock;
  private final List<String> askers;
  private Simulator service;
  private String held;

  /**
   * Starts the service, with its fault, and the JVM.
   *
   * @param policy the file of the policy, which permits everybody
   * @param awscli whether there is one to ask
   */
  FaultTrial(ServiceFault fault, Path policy, boolean awscli) {
    this.fault = fault;
    clock = fault.isClocks() ? new FakeClock(policy.resolveSibling(fault + ".clock")) : null;
    askers = awscli ? Stream.concat(ASKERS.stream(), Stream.of(AWSCLI)).toList() : ASKERS;
    service = Simulator.builder().role(Service.ROLE).build().start();
    port = service.port();
    String endpoint = service.endpoint();
    audit = policy.resolveSibling(fault + ".jsonl");
    if (fault.isClocks()) {
      issue(LIFETIME_AT_FIRST);
    }
    fault.strike(service, clock);
    Jvm jvm =
        Jvm.on(Jdk.current())
            .library("aws-all")
            .guarded("audit=" + audit + ",policy=" + policy)
            .option("-Djdk.lang.Process.launchMechanism=FORK")
            .environment("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint)
            .environment("HOME", "/nonexistent");
    if (clock != null) {
      clock.environment().forEach(jvm::environment);
    }
    app = jvm.start("io.imdsguard.probes.KeysOnDemand", endpoint, Service.CREDENTIALS);
  }

  /** The cells of the fault's row: none held, held, expired, over. */
  List<String> cells() throws InterruptedException {
    app.awaitLine("ready");
    String cold = observed("cold");
    heal();
    issue(LIFETIME);
    Instant end = Instant.now().plus(LIFETIME);
    awaitKeys("heal");
    if (fault.isClocks()) {
      service.behaviour().credentialsLifetime(Duration.ofHours(6));
    }
    fault.strike(service, clock);
    String meanwhile = observed("held");
    if (Instant.now().isAfter(end)) {
      throw new AssertionError(fault + ": too slow, the keys expired meanwhile");
    }
    if (fault != ServiceFault.EXPIRED && !fault.isClocks()) {
      // As the service does well before the end, for whoever it still answers.
      service.behaviour().credentialsLifetime(Duration.ofHours(6));
    }
    TimeUnit.MILLISECONDS.sleep(Duration.between(Instant.now(), end).toMillis() + 1_000);
    String expired = observed("expired");
    heal();
    if (fault == ServiceFault.EXPIRED) {
      issue(Duration.ofHours(6));
    }
    held = service.credentials().accessKeyId();
    awaitKeys("again");
    String over = observed("over");
    return List.of(cold, meanwhile, expired, over);
  }

  /** All that the JVM printed. */
  private String output() {
    return app.stdout() + app.stderr();
  }

  /** The audit log. */
  String audit() throws IOException {
    return Files.readString(audit);
  }

  /** The service is well again. */
  private void heal() {
    if (clock != null) {
      clock.jump(Duration.ZERO);
    }
    if (fault == ServiceFault.REFUSED) {
      service = Simulator.builder().role(Service.ROLE).port(port).build().start();
    }
    service.behaviour().heal().role(Service.ROLE).credentialsCode("Success", null);
  }

  /** It hands out new keys, and no others before it is told to. */
  private void issue(Duration lifetime) {
    service.behaviour().automaticRotation(false).credentialsLifetime(lifetime);
    held = service.credentials().accessKeyId();
  }

  /** What went wrong just before is remembered for up to eight seconds. */
  private void awaitKeys(String phase) throws InterruptedException {
    for (int i = 0; i < 20; i++) {
      if (ask("http-" + phase + i).contains(held)) {
        return;
      }
      TimeUnit.SECONDS.sleep(1);
    }
    throw new AssertionError(fault + ": no keys though the service is well\n" + output());
  }

  private String observed(String phase) {
    StringJoiner cell = new StringJoiner(", ");
    for (String asker : askers) {
      cell.add(asker + " " + inWords(ask(asker + "-" + phase)));
    }
    String all = cell.toString();
    for (String same : List.of("keys", "new keys", "expired keys")) {
      if (all.equals(askers.stream().map(who -> who + " " + same).collect(joining(", ")))) {
        return same;
      }
    }
    return all;
  }

  /** What one got: {@code GOT 200 ID}, {@code REFUSED STATUS BODY} or {@code FAILED WHY}. */
  private String ask(String name) {
    app.say(name).awaitLine("PROBE " + name + " ");
    String line =
        app.stdout().lines().filter(l -> l.startsWith("PROBE " + name + " ")).findFirst().get();
    return line.substring(("PROBE " + name + " ").length());
  }

  private String inWords(String got) {
    if (isOf(held, got)) {
      return "keys";
    }
    if (got.startsWith("GOT")) {
      Credentials current = service.credentials();
      boolean fresh = current.expiration().isAfter(Instant.now());
      return got.equals("GOT 200 none")
          ? "200 without keys"
          : fresh && isOf(current.accessKeyId(), got) ? "new keys" : "expired keys";
    }
    if (got.startsWith("REFUSED")) {
      String status = got.substring(8, 11);
      return got.contains("the credentials expired at ") ? status + " \"expired\"" : status;
    }
    return got.contains("ConnectException") ? "not connected" : "error";
  }

  /** Whether this is that access key's id, or all that awscli shows of it. */
  private static boolean isOf(String accessKeyId, String got) {
    return accessKeyId != null
        && (got.equals("GOT 200 " + accessKeyId)
            || got.equals("GOT 200 " + accessKeyId.substring(accessKeyId.length() - 4)));
  }

  @Override
  public void close() {
    app.close();
    service.close();
  }
}

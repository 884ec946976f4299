package io.imdsguard.agent;

import io.imdsguard.gate.Arrivals;
import io.imdsguard.gate.ChildGate;
import io.imdsguard.gate.CredentialsGate;
import io.imdsguard.gate.NativeGate;
import io.imdsguard.gate.ProcessGate;
import io.imdsguard.gate.Tickets;
import io.imdsguard.hooks.Guard;
import io.imdsguard.metadata.CleanThread;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Host;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How the guard stands: being put up, up, or failed. Connections to metadata wait while it is being
 * put up. Thread-safe.
 */
final class Standing implements Guard {
  /** Longer than any start on a quarter of a CPU; an SDK's own time-out does not run meanwhile. */
  private static final int MAX_WAIT_SECONDS = 15;

  /** How long an application's first connections are left alone with the CPU. */
  private static final int QUIET_MILLIS = 1_000;

  private final Runnable starter;
  private final Start start;
  private final CountDownLatch needed = new CountDownLatch(1);
  private final CountDownLatch decided = new CountDownLatch(1);
  private volatile List<Endpoint> endpoints = Collections.emptyList();
  private volatile InetAddress[] gates = {};
  private volatile Parts parts;
  private volatile boolean equips;
  private volatile List<Host> hosts = Collections.emptyList();
  private volatile boolean settled;
  private volatile String failure;
  private volatile boolean monitoring;
  private volatile boolean up;
  private boolean begun;

  Standing(Runnable starter, Start start) {
    this.starter = starter;
    this.start = start;
  }

  /** Has the guard put up, unless that has begun; if no thread is to be had, who is next tries. */
  synchronized void begin() {
    if (!begun) {
      begun = true;
      begun = CleanThread.start(starter, "imds-guard-start", null);
    }
  }

  /**
   * What metadata services are called on a command line.
   *
   * @param complete whether nothing more can be named by the policy or a setting
   */
  void hosts(List<Host> known, boolean complete) {
    hosts = known;
    settled = complete;
  }

  /**
   * The guarded endpoints by entry, and the instances that stand for the gate: one for each, and
   * one more for the canary.
   */
  void table(List<Endpoint> guarded, InetAddress[] instances) {
    gates = instances.clone();
    endpoints = guarded;
  }

  /** Whether the policy gives child processes credentials, or may do so if it is not read yet. */
  void equips(boolean some) {
    equips = some;
  }

  /** What decides and answers. */
  void parts(Parts made) {
    parts = made;
  }

  /** The same, or {@code null} before the guard has been up. */
  Parts parts() {
    return parts;
  }

  /** Somebody waits for the guard, or soon will. */
  void need() {
    begin();
    needed.countDown();
  }

  /** Returns once somebody needs the guard, or the application has had its quiet second. */
  void awaitNeed() {
    try {
      needed.await(QUIET_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      // Nobody of ours interrupts the starter: then it is needed now.
    }
  }

  void up() {
    up = true;
    decided.countDown();
  }

  /** Whether the guard is up, waiting as long as a connection to metadata would. */
  boolean awaitUp() {
    return awaitDecision() && failure == null;
  }

  /** Whether the guard has been up, whatever happened to it since. */
  boolean isUp() {
    return up;
  }

  /**
   * The guard does not stand.
   *
   * @param why for the refused callers' exception: no detail of the policy
   * @param onlyMonitors whether the policy was read and only monitors, so that nothing may be
   *     refused
   */
  void failed(String why, boolean onlyMonitors) {
    monitoring = onlyMonitors;
    failure = why;
    decided.countDown();
  }

  @Override
  public void await() throws IOException {
    need();
    if (!awaitDecision()) {
      throw new ConnectException("Connection refused (IMDS Guard: not ready)");
    }
    if (failure != null && !monitoring) {
      throw new ConnectException("Connection refused (IMDS Guard: not guarded, " + failure + ")");
    }
  }

  /** Waits through interrupts: they are meant for the application's own waiting. */
  private boolean awaitDecision() {
    boolean interrupted = false;
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS);
    try {
      while (true) {
        try {
          return decided.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public boolean standsAside() {
    return failure != null && monitoring;
  }

  @Override
  public int[] v4() {
    return EndpointSettings.v4(endpoints);
  }

  @Override
  public Endpoint endpoint(int entry) {
    List<Endpoint> all = endpoints;
    return entry < all.size() ? all.get(entry) : null;
  }

  @Override
  public InetAddress gate(int entry) {
    return gates[entry];
  }

  @Override
  public void requireReachable(Endpoint endpoint) throws IOException {
    parts.upstreams().forEndpoint(endpoint).requireReachable();
  }

  @Override
  public Arrivals arrivals() {
    Parts made = parts;
    return made == null ? null : made.arrivals();
  }

  @Override
  public Tickets tickets() {
    Parts made = parts;
    return made == null ? null : made.tickets();
  }

  @Override
  public List<Host> hosts() {
    return hosts;
  }

  @Override
  public boolean isSettled() {
    return settled;
  }

  @Override
  public ProcessGate processes() {
    Parts made = parts;
    return made == null ? null : made.processes();
  }

  /** A class is to be rewritten that few need: its internal name. */
  void demand(String target) {
    start.demand(target);
  }

  @Override
  public NativeGate natives() {
    Parts made = parts;
    return made == null ? null : made.natives();
  }

  @Override
  public ChildGate children() throws IOException {
    if (!equips) {
      return null;
    }
    await();
    return failure == null ? parts.children() : null;
  }

  @Override
  public CredentialsGate credentials() {
    Parts made = parts;
    return made == null ? null : made.credentials();
  }
}

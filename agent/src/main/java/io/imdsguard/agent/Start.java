package io.imdsguard.agent;

import io.imdsguard.hooks.Hooks;
import io.imdsguard.metadata.CleanThread;
import io.imdsguard.metadata.Container;
import io.imdsguard.metadata.ContainerSettings;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Hosts;
import io.imdsguard.metadata.Services;
import io.imdsguard.policy.Mode;
import io.imdsguard.policy.Policy;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.ResponseCache;
import java.nio.channels.spi.SelectorProvider;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;

/** Puts the guard up: the junction at once, everything else on the starter thread. */
final class Start implements Runnable {
  /** The libraries' classes without whose hooks connections are not guarded. */
  private static final List<String> ENFORCING =
      Arrays.asList(
          "io/netty/channel/DefaultChannelPipeline$HeadContext",
          "io/netty/channel/unix/Socket",
          "io/netty/channel/uring/AbstractIoUringChannel$AbstractUringUnsafe",
          "io/netty/incubator/channel/uring/AbstractIOUringChannel$AbstractUringUnsafe",
          "software/amazon/awssdk/crt/http/HttpClientConnectionManager",
          "software/amazon/awssdk/crt/http/Http2StreamManager",
          "software/amazon/awssdk/crt/s3/S3Client",
          "software/amazon/awssdk/crt/auth/credentials/DefaultChainCredentialsProvider",
          "software/amazon/awssdk/crt/auth/credentials/EcsCredentialsProvider",
          "software/amazon/awssdk/crt/auth/credentials/ProfileCredentialsProvider");

  private final Options options;
  private final Instrumentation instrumentation;
  private final Standing standing;
  private final LazyFunnel funnel;
  private final Set<String> rewritten = Collections.synchronizedSet(new HashSet<String>());

  /** The classes whose hooks few need, and which somebody does need. */
  private final Set<String> demanded = new CopyOnWriteArraySet<>();

  private final Object demanding = new Object();
  private final List<Endpoint> known = new ArrayList<>();
  private final List<String> unresolved = new ArrayList<>();
  private final List<Container> unresolvedContainers = new ArrayList<>();
  private List<Container> containers = Collections.emptyList();
  private JunctionAccess junction;
  private volatile String fault;
  private volatile boolean heralded;
  private volatile boolean onlyMonitors;

  /**
   * Creates a start.
   *
   * @param starter what runs it, on a thread of its own
   */
  Start(Options options, Instrumentation instrumentation, Runnable starter) {

    this.options = options;
    this.instrumentation = instrumentation;
    this.standing = new Standing(starter, this);
    this.funnel = new LazyFunnel(standing);
  }

  /**
   * Defines the junction with the addresses that need no policy and no resolver to know, so that
   * whatever connects to them waits from now on.
   */
  void prepare() {
    try {
      known.addAll(Services.wellKnown());
      int wellKnown = known.size();
      for (String url : EndpointSettings.read()) {
        if (EndpointSettings.isLiteral(url)) {
          guard(known, url);
        } else {
          unresolved.add(url);
        }
      }
      containers = containers();
      for (Container container : containers) {
        if (EndpointSettings.isLiteral(container.url())) {
          guard(known, container);
        } else {
          unresolvedContainers.add(container);
        }
      }
      JunctionAccess access = JunctionAccess.define(instrumentation);
      CleanThread.areMadeBy(access.workers());
      access.handler(funnel);
      access.names(EndpointSettings.names(known, unresolved, containers));
      InetAddress[] gates = Gates.instances(known, false);
      standing.table(known, gates);
      boolean settled =
          unresolved.isEmpty()
              && unresolvedContainers.isEmpty()
              && !options.peek().mayNameEndpoints();
      standing.hosts(Hosts.of(known, unresolved, containers), settled);
      access.publish(known, gates, new int[gates.length]);
      // What is guarded besides may have an address like 127.1.
      access.shortAddresses(known.size() > wellKnown);
      access.settled(settled);
      boolean equips = options.peek().mayEquip();
      standing.equips(equips);
      access.equips(equips);
      junction = access;
    } catch (Exception | LinkageError e) {
      fault = "the junction could not be defined: " + e;
    }
  }

  private static List<Container> containers() {
    List<String> complaints = new ArrayList<>();
    List<Container> read = ContainerSettings.read(complaints);
    for (String complaint : complaints) {
      Console.say("an endpoint is not guarded: " + complaint);
    }
    return read;
  }

  private static void guard(List<Endpoint> endpoints, Container container) {
    try {
      Services.add(endpoints, container);
    } catch (IllegalArgumentException e) {
      Console.say("an endpoint is not guarded: " + e.getMessage());
    }
  }

  private static void guard(List<Endpoint> endpoints, String url) {
    try {
      Services.add(endpoints, url);
    } catch (IllegalArgumentException e) {
      Console.say("an endpoint is not guarded: " + e.getMessage());
    }
  }

  /** The class file with its hook, or {@code null} if that could not be put in. */
  byte[] rewrite(String name, byte[] classFile) {
    if (junction == null || !isWanted(name)) {
      return null;
    }
    try {
      byte[] result = Hooks.rewrite(name, classFile);
      rewritten.add(name);
      return result;
    } catch (RuntimeException | LinkageError e) {
      fail(name + " could not be rewritten: " + e);
      return null;
    }
  }

  /**
   * The class file of a library's class with its hooks, or {@code null} if they could not be put
   * in: then what the library's own threads connect for is unattributed, and denied. Only Netty's
   * native transports and AWS CRT are enforced by them.
   */
  byte[] rewriteLibrary(ClassLoader loader, String published, String name, byte[] classFile) {
    if (junction == null) {
      return null;
    }
    try {
      return Hooks.rewriteLibrary(loader, published, name, classFile);
    } catch (RuntimeException | LinkageError e) {
      if (ENFORCING.contains(published)) {
        fail(name + " could not be rewritten: " + e);
      } else {
        Console.say("requests through " + name + " may be unattributed: " + e.getMessage());
      }
      return null;
    }
  }

  void retransformLibrary(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Exception | LinkageError e) {
      Console.say("requests through " + type.getName() + " may be unattributed: " + e);
    }
  }

  /** Found before the guard is up, it keeps it from getting up; afterwards it brings it down. */
  private void fail(String why) {
    fault = why;
    if (standing.isUp()) {
      down(why);
    }
  }

  private void down(String why) {
    Console.say("NOT GUARDED: " + why);
    standing.failed("see its log", onlyMonitors);
    settle();
    if (options.exitOnFailure()) {
      Console.say("stopping the JVM (on-failure=exit)");
      // Not on this thread: it may hold a lock of the class loader's that a shutdown hook needs.
      new Thread(new Exit(), "imds-guard-exit").start();
    }
  }

  /** A class that asks for credentials has come by: have them ready when it does. */
  void herald() {
    heralded = true;
    standing.need();
    warmUp();
  }

  /** Has the keys ready, once the guard stands, for whom a rule may come to give them to. */
  private void warmUp() {
    if (standing.isUp()) {
      standing.parts().warmUp(heralded, funnel);
    }
  }

  /** Has the guard put up soon. */
  void begin() {
    standing.begin();
  }

  /** Why the guard is not up, waiting until that is known; {@code null} if it is. */
  String awaitOutcome() {
    return standing.awaitUp() ? null : fault;
  }

  /** Has the guard put up without waiting for a connection to need it. */
  void hurry() {
    standing.need();
  }

  /**
   * Has the JDK's hooked classes loaded, and so rewritten, and rewrites those that were loaded
   * without. An application that has them loaded where the stack has no room for the agent gets
   * them as they are (JPLISAgent.c, transformClassFile). Never called while a class is being
   * transformed: the JVM shows a thread no other class meanwhile.
   */
  void rewriteAll() {
    for (String target : Watch.HOOKED) {
      if (isWanted(target)) {
        rewriteLoaded(target);
      }
    }
  }

  /** The same for one of them. */
  void rewriteLoaded(String target) {
    Class<?> type = loaded(target);
    if (type == null || rewritten.contains(target)) {
      return;
    }
    retransform(type);
    if (!rewritten.contains(target)) {
      fail(type.getName() + " was not shown to the agent");
    }
    if (target.equals(Hooks.PROXY)) {
      // There may be one already.
      demand(Hooks.PROXIES);
    }
  }

  /** The JDK's class, or {@code null} if this one has none of that name. */
  private static Class<?> loaded(String target) {
    try {
      return Class.forName(target.replace('/', '.'), false, null);
    } catch (ClassNotFoundException | LinkageError anotherVersions) {
      return null;
    }
  }

  private void retransform(Class<?> type) {
    try {
      instrumentation.retransformClasses(type);
    } catch (Exception | LinkageError e) {
      fail(type.getName() + " could not be retransformed: " + e);
    }
  }

  /**
   * Rewrites what few need: now, or when it is loaded. Returns once that is so, whoever asked
   * first.
   */
  void demand(String target) {
    synchronized (demanding) {
      if (Hooks.isOnDemand(target) && demanded.add(target)) {
        AccessController.doPrivileged(new Rewriting(this, target));
      }
    }
  }

  private boolean isWanted(String name) {
    return demanded.contains(name) || !Hooks.isOnDemand(name);
  }

  @Override
  public void run() {
    standing.awaitNeed();
    try {
      putUp();
      standing.up();
      if (fault != null) {
        down(fault);
      }
      warmUp();
    } catch (Exception | LinkageError e) {
      fault = fault != null ? fault : String.valueOf(e.getMessage());
      down(fault);
    }
  }

  private void putUp() throws Exception {
    if (fault != null) {
      throw new IOException(fault);
    }
    Policy policy = PolicyInEffect.read(options);
    onlyMonitors = policy.mode() == Mode.MONITOR;
    List<Endpoint> guarded = new ArrayList<>(known);
    for (String url : unresolved) {
      guard(guarded, url);
    }
    for (Container container : unresolvedContainers) {
      guard(guarded, container);
    }
    int settingsEnd = guarded.size();
    List<String> named = new ArrayList<>(unresolved);
    for (String url : policy.endpoints()) {
      guard(guarded, url);
      named.add(url);
    }
    junction.names(EndpointSettings.names(guarded, named, containers));
    SelectorProvider provider = Sockets.provider();
    if (policy.equipsProcesses()) {
      junction.openEnvironments(instrumentation);
    }
    Parts parts = new Parts(options, policy, guarded, settingsEnd, provider);
    standing.parts(parts);
    standing.hosts(Hosts.of(guarded, named, containers), true);
    junction.shortAddresses(guarded.size() > Services.wellKnown().size());

    Endpoint canary = Canary.endpoint();
    List<Endpoint> diverted = new ArrayList<>(guarded);
    diverted.add(canary);
    InetAddress[] gates = Gates.instances(diverted, parts.gate().v6() != null);
    standing.table(guarded, gates);
    junction.publish(diverted, gates, Gates.ports(diverted, parts.gate()));
    standing.equips(policy.equipsProcesses());
    junction.equips(policy.equipsProcesses());
    settle();
    if (ResponseCache.getDefault() != null) {
      demand(Hooks.CACHES);
    }
    rewriteAll();
    Canary.fly(canary, provider, parts.arrivals(), rewritten);
    if (fault != null) {
      throw new IOException(fault);
    }
  }

  private void settle() {
    if (junction != null) {
      junction.settled(true);
    }
  }

  /** Whoever makes a proxy may be allowed less than the agent by a security manager. */
  private static final class Rewriting implements PrivilegedAction<Void> {
    private final Start start;
    private final String target;

    Rewriting(Start start, String target) {
      this.start = start;
      this.target = target;
    }

    @Override
    public Void run() {
      start.rewriteLoaded(target);
      return null;
    }
  }
}

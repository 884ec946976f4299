package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.caller.Sighting;
import io.imdsguard.gate.Arrival;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.policy.Caller;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The junction's other side: called only for connections and requests that are metadata's.
 *
 * <p>It is a JDK interface with a word for the question, because the junction can see no type of
 * ours.
 */
public final class Funnel implements InvocationHandler {
  /** The caller of the request that the engine on this thread is about to connect for. */
  private static final ThreadLocal<Caller> SUBMITTED = new ThreadLocal<>();

  private static final ThreadLocal<Diversion> DIVERTED = new ThreadLocal<>();

  private final Guard guard;
  private final CallerFinder finder = new CallerFinder();
  private final Submissions submissions = new Submissions();
  private final SocketInternals internals = new SocketInternals();
  private final Object directSelector;

  public Funnel(Guard guard) {
    this.guard = guard;
    this.directSelector = internals.directSelector();
  }

  @Override
  public Object invoke(Object what, Method unused, Object[] about) throws IOException {
    switch ((String) what) {
      case "route":
        return route((InetAddress) about[0], (Integer) about[1], (Integer) about[2]);
      case "connected":
        connected((FileDescriptor) about[0], about[1]);
        return null;
      case "submitted":
        submissions.put(about[0], finder.lookAtSubmission());
        return null;
      case "connecting":
        SUBMITTED.set(submissions.get(about[0]));
        return null;
      case "literal":
        return HostLiteral.namesAny((String) about[0], guard.v4());
      case "selector":
        return directSelector;
      case "settle":
        guard.await();
        return null;
      default:
        throw new IllegalArgumentException((String) what);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the agent's own way passes by its instance alone
  private InetAddress route(InetAddress remote, int port, int entry) throws IOException {
    Endpoint endpoint = guard.endpoint(entry);
    if (endpoint == null) {
      DIVERTED.set(new Diversion(new Arrival(null, null), remote, port));
      return guard.gate(entry);
    }
    if (remote == endpoint.address()) {
      return remote;
    }
    Sighting sighting = finder.look();
    if (sighting.isDatagram()) {
      return remote;
    }
    guard.await();
    if (guard.standsAside()) {
      return remote;
    }
    requireReachable(endpoint);
    Caller submitted = takeSubmitted();
    Caller caller = sighting.byHttpClient() && submitted != null ? submitted : sighting.caller();
    DIVERTED.set(new Diversion(new Arrival(caller, endpoint), remote, port));
    return guard.gate(entry);
  }

  /** An interrupt is meant for the application's own connect, not for the agent's. */
  private void requireReachable(Endpoint endpoint) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      guard.upstream(endpoint).requireReachable();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Set by the same engine on this thread just before it came here, for this very connection. */
  private static Caller takeSubmitted() {
    Caller caller = SUBMITTED.get();
    SUBMITTED.remove();
    return caller;
  }

  private void connected(FileDescriptor fd, Object socketImpl) throws IOException {
    Diversion diversion = DIVERTED.get();
    DIVERTED.remove();
    if (diversion == null) {
      return;
    }
    if (socketImpl != null) {
      internals.putBack(socketImpl, diversion.remote, diversion.port);
    }
    InetSocketAddress local = internals.localAddress(fd);
    guard.arrivals().record(local, diversion.arrival);
  }

  private static final class Diversion {
    final Arrival arrival;
    final InetAddress remote;
    final int port;

    Diversion(Arrival arrival, InetAddress remote, int port) {
      this.arrival = arrival;
      this.remote = remote;
      this.port = port;
    }
  }
}

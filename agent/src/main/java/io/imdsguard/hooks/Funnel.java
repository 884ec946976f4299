package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.caller.Sighting;
import io.imdsguard.gate.Arrival;
import io.imdsguard.metadata.Endpoint;
import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/**
 * The junction's other side: called only for connections and requests that are metadata's.
 *
 * <p>It is a JDK interface with a word for the question, because the junction can see no type of
 * ours.
 */
public final class Funnel implements InvocationHandler {
  private static final ThreadLocal<Diversion> DIVERTED = new ThreadLocal<>();

  private final Guard guard;
  private final CallerFinder finder = new CallerFinder();
  private final Requests requests;
  private final NettyChannels netty;
  private final CommandQuestion commands;
  private final ApiQuestion api;
  private final NativeRoutes natives;
  private final NativeCredentials credentials;
  private final NativeRequests sent;
  private final SocketInternals internals = new SocketInternals();
  private final Object directSelector;

  public Funnel(Guard guard) {
    this.guard = guard;
    this.requests = new Requests(guard, finder);
    this.netty = new NettyChannels(guard, requests.live());
    this.natives = new NativeRoutes(guard, finder, requests);
    this.sent = new NativeRequests(guard, finder, requests);
    this.credentials = new NativeCredentials(guard, finder, requests);
    this.commands = new CommandQuestion(guard, finder);
    this.api = new ApiQuestion(guard, finder);
    this.directSelector = internals.directSelector();
  }

  /**
   * Answers the junction. That can be called by anybody who knows its name: what is said of
   * connections and requests counts from rewritten classes alone, or whoever gets hold of a request
   * could pass for its submitter, or of a connection for who opened it.
   */
  @Override
  public Object invoke(Object what, Method unused, Object[] about) throws IOException {
    switch ((String) what) {
      case "literal":
        return HostLiteral.namesAny((String) about[0], guard.v4());
      case "selector":
        return directSelector;
      case "settle":
        guard.await();
        return null;
      case "process":
        return commands.ask((String[]) about[0], about[1]);
      case "started":
        commands.started((Process) about[0]);
        return null;
      case "api":
        return api.ask((String) about[0], about[1]);
      case "exit":
        return requests.invoke("exit", about[0], null);
      default:
        return requests.isByHook() ? byHook((String) what, about) : unheard((String) what, about);
    }
  }

  /**
   * Nothing is given, and nothing let through: it may be a hook of ours whose class could not be
   * told.
   */
  private Object unheard(String what, Object[] about) throws IOException {
    switch (what) {
      case "dial":
        natives.dial(null, (Object[]) about[1]);
        return requests.live();
      case "endpoint":
        sent.require((byte[]) about[0], (byte[]) about[1]);
        return null;
      case "submitted":
      case "opening":
      case "enter opening":
        return requests.live();
      case "route":
      case "connected":
      case "diverted":
      case "socket":
      case "chain":
      case "source":
        throw new ConnectException("Connection refused (IMDS Guard: this is no hook's call)");
      default:
        return null;
    }
  }

  private Object byHook(String what, Object[] about) throws IOException {
    switch (what) {
      case "route":
        return route((InetAddress) about[0], (Integer) about[1], (Integer) about[2]);
      case "connected":
        connected((FileDescriptor) about[0], about[1]);
        return null;
      case "again":
        // Sent here before: whatever else this thread was about to connect it has given up.
        takeDiversion();
        return null;
      case "native":
        return netty.isNative(about[0]);
      case "diverted":
        netty.diverted(about[0], (SocketAddress) about[1], takeDiversion().arrival);
        return null;
      case "active":
        netty.active(about[0]);
        return null;
      case "socket":
        connectedNatively(about[0]);
        return null;
      case "shown":
        return netty.shown(about[0]);
      case "dial":
        natives.dial(about[0], (Object[]) about[1]);
        return requests.live();
      case "ticketed":
        return natives.ticketed(about[0], (byte[]) about[1]);
      case "chain":
        return credentials.chain(about[0], (Long) about[1]);
      case "endpoint":
        sent.require((byte[]) about[0], (byte[]) about[1]);
        return null;
      case "source":
        return credentials.source(about[0], (byte[][]) about[1], (Boolean) about[2]);
      case "inherited":
        natives.inherited(about[0], about[1]);
        return requests.invoke("inherited", about[0], about[1]);
      default:
        return requests.invoke(what, about[0], about[1]);
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
    Sighting sighting = finder.look(requests.scope());
    if (sighting.isDatagram()) {
      return remote;
    }
    guard.await();
    if (guard.standsAside()) {
      return remote;
    }
    guard.requireReachable(endpoint);
    DIVERTED.set(new Diversion(new Arrival(sighting.caller(), endpoint), remote, port));
    return guard.gate(entry);
  }

  private void connected(FileDescriptor fd, Object socketImpl) throws IOException {
    Diversion diversion = takeDiversion();
    if (diversion == null) {
      return;
    }
    if (socketImpl != null) {
      internals.putBack(socketImpl, diversion.remote, diversion.port);
    }
    InetSocketAddress local = internals.localAddress(fd);
    guard.arrivals().record(local, diversion.arrival);
  }

  /** A channel's, which its pipeline has sent here, has no diversion any more: it is told later. */
  private void connectedNatively(Object socket) throws IOException {
    Diversion diversion = takeDiversion();
    if (diversion != null) {
      guard.arrivals().record(NettyChannels.local(socket), diversion.arrival);
    }
  }

  private static Diversion takeDiversion() {
    Diversion diversion = DIVERTED.get();
    DIVERTED.remove();
    return diversion;
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

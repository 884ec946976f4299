package io.imdsguard.hooks;

import io.imdsguard.caller.CallerFinder;
import io.imdsguard.gate.Arrival;
import io.imdsguard.gate.Tickets;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Host;
import io.imdsguard.policy.Caller;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.AccessController;
import java.security.PrivilegedActionException;
import java.security.PrivilegedExceptionAction;

/**
 * The connections of native code, which are decided where Java hands them over: what means metadata
 * is sent to the gate's listener for tickets, and each request that is written there gets one.
 * Thread-safe.
 */
final class NativeRoutes {
  private final Guard guard;
  private final CallerFinder finder;
  private final Requests requests;

  /** What asks for connections, what a connection will be the result of, and connections. */
  private final Submissions<Endpoint> users;

  private final Submissions<Endpoint> connections;

  NativeRoutes(Guard guard, CallerFinder finder, Requests requests) {
    this.guard = guard;
    this.finder = finder;
    this.requests = requests;
    this.users = new Submissions<>(requests.live());
    this.connections = new Submissions<>(requests.live());
  }

  /**
   * Puts where to connect to in the place of where it was to go.
   *
   * <p>A name that means something else is replaced by its address: native code would resolve it
   * again, and could be told otherwise then.
   *
   * @param user whose requests may have tickets, or {@code null}
   * @param about host, port, proxy, whether the environment's is used, what no proxy is for
   * @throws IOException if it has to be refused
   */
  void dial(Object user, Object[] about) throws IOException {
    if (!guard.isSettled()) {
      guard.await();
    }
    NativeTarget target = new NativeTarget(about);
    if (target.isProxied() && named(guard, target) == null) {
      return;
    }
    InetAddress[] addresses = resolve(target);
    Endpoint endpoint = endpoint(guard, target, addresses);
    if (endpoint == null) {
      about[0] = bytes(addresses[0].getHostAddress());
    } else {
      divert(user, endpoint, about);
    }
  }

  private void divert(Object user, Endpoint endpoint, Object[] about) throws IOException {
    guard.await();
    if (guard.standsAside()) {
      return;
    }
    InetSocketAddress door = door();
    if (user != null) {
      users.put(user, endpoint);
    }
    about[0] = bytes(door.getAddress().getHostAddress());
    about[1] = door.getPort();
    about[2] = null;
    about[3] = 0;
  }

  /** What the target is by what is written, which a proxy would be told, or {@code null}. */
  static Host named(Guard guard, NativeTarget target) {
    String[] host = {"http://" + authority(target.host()) + ":" + target.port()};
    return CommandLine.find(host, guard.hosts());
  }

  private static String authority(String host) {
    return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
  }

  /** The service that one of the addresses means at the target's port, or {@code null}. */
  static Endpoint endpoint(Guard guard, NativeTarget target, InetAddress[] addresses) {
    for (InetAddress address : addresses) {
      for (int i = 0; guard.endpoint(i) != null; i++) {
        if (target.reaches(address, guard.endpoint(i))) {
          return guard.endpoint(i);
        }
      }
    }
    return null;
  }

  /** A native connection will be the result of {@code child}, or is. */
  void inherited(Object child, Object parent) {
    Endpoint endpoint = users.get(parent);
    if (endpoint == null) {
      return;
    }
    if (requests.isSubmitted(parent)) {
      connections.put(child, endpoint);
    } else {
      users.put(child, endpoint);
      requests.submit(child);
    }
  }

  /** The request with a ticket, or {@code null} if the connection is not the gate's. */
  byte[] ticketed(Object connection, byte[] request) {
    Endpoint endpoint = connections.get(connection);
    if (endpoint == null) {
      return null;
    }
    Caller caller = finder.look(requests.scope()).caller();
    String ticket = guard.tickets().issue(new Arrival(caller, endpoint));
    byte[] name = bytes(Tickets.FIELD);
    byte[] value = bytes(ticket);
    // As the library writes a field: both lengths as 32-bit numbers, each before its text.
    ByteBuffer with = ByteBuffer.allocate(request.length + 8 + name.length + value.length);
    with.put(request).putInt(name.length).put(name).putInt(value.length).put(value);
    return with.array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private InetSocketAddress door() throws IOException {
    try {
      return AccessController.doPrivileged(new Open(guard));
    } catch (PrivilegedActionException e) {
      throw (IOException) e.getException();
    }
  }

  /** What the target's host means, for whoever may be allowed less by a security manager. */
  static InetAddress[] resolve(NativeTarget target) throws UnknownHostException {
    try {
      return AccessController.doPrivileged(new Resolve(target));
    } catch (PrivilegedActionException e) {
      throw (UnknownHostException) e.getException();
    }
  }

  private static final class Open implements PrivilegedExceptionAction<InetSocketAddress> {
    private final Guard guard;

    Open(Guard guard) {
      this.guard = guard;
    }

    @Override
    public InetSocketAddress run() throws IOException {
      return guard.tickets().door();
    }
  }

  private static final class Resolve implements PrivilegedExceptionAction<InetAddress[]> {
    private final NativeTarget target;

    Resolve(NativeTarget target) {
      this.target = target;
    }

    @Override
    public InetAddress[] run() throws UnknownHostException {
      return target.resolve();
    }
  }
}

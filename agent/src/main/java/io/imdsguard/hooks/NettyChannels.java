package io.imdsguard.hooks;

import io.imdsguard.gate.Arrival;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Netty's channels that were sent to the gate by their pipeline, because their transport (epoll,
 * io_uring, kqueue) calls the system itself. Their local address is known once they are active,
 * with io_uring not before. Thread-safe.
 */
final class NettyChannels {
  /** What connects through the JDK, and what connects nowhere. */
  private static final String[] NOT_NATIVE = {
    "io.netty.channel.nio.AbstractNioChannel",
    "io.netty.channel.oio.AbstractOioChannel",
    "io.netty.channel.embedded.EmbeddedChannel",
    "io.netty.channel.local.LocalChannel",
  };

  private final Guard guard;
  private final Submissions<Diverted> channels;

  NettyChannels(Guard guard, AtomicInteger live) {
    this.guard = guard;
    this.channels = new Submissions<>(live);
  }

  /** Whether a channel's transport is none of the JDK's; a relocated Netty counts as Netty. */
  boolean isNative(Object channel) {
    for (Class<?> type = channel.getClass(); type != null; type = type.getSuperclass()) {
      for (String known : NOT_NATIVE) {
        if (type.getName().endsWith(known)) {
          return false;
        }
      }
    }
    return true;
  }

  void diverted(Object channel, SocketAddress asked, Arrival arrival) {
    channels.put(channel, new Diverted(asked, arrival));
  }

  /** Of effect once: a client may have something to write before its pipeline is told. */
  void active(Object channel) throws IOException {
    Diverted diverted = channels.get(channel);
    if (diverted != null && !diverted.active.getAndSet(true)) {
      guard.arrivals().record(local(channel), diverted.arrival);
    }
  }

  /** The own address of a channel, or of a native socket. */
  static InetSocketAddress local(Object channel) throws IOException {
    try {
      return (InetSocketAddress) localAddress(channel.getClass()).invoke(channel);
    } catch (ReflectiveOperationException e) {
      throw new SocketException("IMDS Guard: the channel's own port can't be read");
    }
  }

  /** The method where it is declared publicly: the channel's own class may not be accessible. */
  private static Method localAddress(Class<?> type) throws NoSuchMethodException {
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      for (Class<?> face : each.getInterfaces()) {
        if (face.getName().endsWith("io.netty.channel.Channel")) {
          return face.getMethod("localAddress");
        }
      }
    }
    return type.getMethod("localAddress");
  }

  /** The address that the application asked for, or {@code null} if it was not diverted. */
  SocketAddress shown(Object channel) {
    Diverted diverted = channels.get(channel);
    return diverted == null ? null : diverted.asked;
  }

  private static final class Diverted {
    final SocketAddress asked;
    final Arrival arrival;
    final AtomicBoolean active = new AtomicBoolean();

    Diverted(SocketAddress asked, Arrival arrival) {
      this.asked = asked;
      this.arrival = arrival;
    }
  }
}

package io.imdsguard.agent;

import io.imdsguard.gate.Arrivals;
import io.imdsguard.metadata.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;

/**
 * Connects to an address of which only the funnel knows that it leads to the gate, once for each
 * transport that is rewritten, and asks the gate whether the connection came. The address is a
 * random one in 127.0.0.0/8: without the funnel the connection stays on this machine and arrives
 * nowhere.
 */
final class Canary {
  private static final int TIMEOUT_MILLIS = 5_000;

  private Canary() {}

  static Endpoint endpoint() throws IOException {
    // Nobody gains by guessing it: whoever connects to it is counted and hung up on.
    long random = System.nanoTime() * 0x9e3779b97f4a7c15L;
    byte[] address = {
      127, (byte) (64 + (random >>> 57)), (byte) (random >>> 48), (byte) (random >>> 40)
    };
    return new Endpoint(
        "canary", InetAddress.getByAddress(address), 1 + (int) (random >>> 32 & 0x7f));
  }

  /**
   * Sends one for each transport.
   *
   * @param rewritten the internal names of the classes that have been rewritten
   * @throws IOException if one did not arrive
   */
  static void fly(
      Endpoint canary, SelectorProvider provider, Arrivals arrivals, Set<String> rewritten)
      throws IOException {
    // A copy: the endpoint's own instance is the one that the funnel lets pass.
    InetSocketAddress target =
        new InetSocketAddress(
            InetAddress.getByAddress(canary.address().getAddress()), canary.port());
    flyChannel(target, provider, arrivals);
    if (rewritten.contains("java/net/AbstractPlainSocketImpl")) {
      flySocket(target, arrivals);
    }
  }

  private static void flyChannel(
      InetSocketAddress target, SelectorProvider provider, Arrivals arrivals) throws IOException {
    long before = arrivals.canaries();
    try (SocketChannel channel = provider.openSocketChannel()) {
      channel.socket().connect(target, TIMEOUT_MILLIS);
      expect(arrivals, before, "channels");
    } catch (IOException e) {
      throw new IOException("connections of channels do not reach the gate: " + e, e);
    }
  }

  private static void flySocket(InetSocketAddress target, Arrivals arrivals) throws IOException {
    long before = arrivals.canaries();
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(target, TIMEOUT_MILLIS);
      expect(arrivals, before, "sockets");
    } catch (IOException e) {
      throw new IOException("connections of sockets do not reach the gate: " + e, e);
    }
  }

  private static void expect(Arrivals arrivals, long before, String what) throws IOException {
    if (!arrivals.awaitCanary(before, TIMEOUT_MILLIS)) {
      throw new IOException("a test connection of " + what + " went elsewhere");
    }
  }
}

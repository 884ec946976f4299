package io.imdsguard.e2e;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Servers that send back what they get, over TCP and UDP at one address and port. */
final class Echo implements AutoCloseable {
  private final ServerSocket tcp;
  private final DatagramSocket udp;

  private Echo(ServerSocket tcp, DatagramSocket udp) {
    this.tcp = tcp;
    this.udp = udp;
  }

  static Echo at(String address, int port, boolean withTcp) throws IOException {
    InetAddress local = InetAddress.getByName(address);
    Echo echo =
        new Echo(
            withTcp ? new ServerSocket(port, 50, local) : null, new DatagramSocket(port, local));
    echo.start(echo::serveUdp);
    if (withTcp) {
      echo.start(echo::serveTcp);
    }
    return echo;
  }

  private void start(Runnable server) {
    Thread thread = new Thread(server, "echo");
    thread.setDaemon(true);
    thread.start();
  }

  private void serveTcp() {
    while (!tcp.isClosed()) {
      try (Socket client = tcp.accept()) {
        byte[] bytes = new byte[64];
        int read = client.getInputStream().read(bytes);
        client.getOutputStream().write(bytes, 0, Math.max(0, read));
      } catch (IOException gone) {
        // Either the client is gone or this server is.
      }
    }
  }

  private void serveUdp() {
    while (!udp.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(new byte[64], 64);
        udp.receive(packet);
        udp.send(packet);
      } catch (IOException gone) {
        // As above.
      }
    }
  }

  @Override
  public void close() throws IOException {
    udp.close();
    if (tcp != null) {
      tcp.close();
    }
  }
}

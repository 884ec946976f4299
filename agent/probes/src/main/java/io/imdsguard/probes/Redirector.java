package io.imdsguard.probes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A server on loopback, the attacker's, that redirects every request. */
final class Redirector implements Runnable {
  private final ServerSocket listener;
  private final int status;
  private final String location;

  private Redirector(ServerSocket listener, int status, String location) {
    this.listener = listener;
    this.status = status;
    this.location = location;
  }

  /** Starts one and returns its URL. */
  static String to(int status, String location) throws IOException {
    ServerSocket listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread thread = new Thread(new Redirector(listener, status, location), "redirector");
    thread.setDaemon(true);
    thread.start();
    return "http://127.0.0.1:" + listener.getLocalPort() + "/";
  }

  @Override
  public void run() {
    while (true) {
      try (Socket client = listener.accept()) {
        readHead(client.getInputStream());
        String answer =
            "HTTP/1.1 "
                + status
                + " Elsewhere\r\nLocation: "
                + location
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        client.getOutputStream().write(Http.bytes(answer));
      } catch (IOException gone) {
        // The next one, then.
      }
    }
  }

  private static void readHead(InputStream in) throws IOException {
    int state = 0;
    while (state < 4) {
      int b = in.read();
      if (b < 0) {
        return;
      }
      state = b == (state % 2 == 0 ? '\r' : '\n') ? state + 1 : 0;
    }
  }
}

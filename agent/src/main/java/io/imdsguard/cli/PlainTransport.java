package io.imdsguard.cli;

import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Transport;
import io.imdsguard.metadata.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;

/** Connects as any program does, but through no proxy. */
final class PlainTransport implements Transport {

  @Override
  public Wire connect(Endpoint endpoint, int timeoutMillis) throws IOException {
    Socket socket = new Socket(Proxy.NO_PROXY);
    try {
      socket.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), timeoutMillis);
      return new PlainWire(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static final class PlainWire implements Wire {
    private final Socket socket;

    PlainWire(Socket socket) {
      this.socket = socket;
    }

    @Override
    public InputStream in() throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream out() throws IOException {
      return socket.getOutputStream();
    }

    @Override
    public void readTimeout(int millis) throws IOException {
      socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

package io.imdsguard.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Connects as any program does. */
public final class SocketTransport implements Transport {

  @Override
  public Wire connect(Endpoint endpoint, int timeoutMillis) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), timeoutMillis);
    return new SocketWire(socket);
  }

  private record SocketWire(Socket socket) implements Wire {

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

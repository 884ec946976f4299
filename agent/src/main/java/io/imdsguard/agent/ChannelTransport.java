package io.imdsguard.agent;

import io.imdsguard.gate.ChannelOutput;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Transport;
import io.imdsguard.metadata.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;

/** Connects with the endpoint's private address instance, by which the funnel knows the agent. */
final class ChannelTransport implements Transport {
  private final SelectorProvider provider;

  ChannelTransport(SelectorProvider provider) {
    this.provider = provider;
  }

  @Override
  public Wire connect(Endpoint endpoint, int timeoutMillis) throws IOException {
    SocketChannel channel = provider.openSocketChannel();
    try {
      Socket socket = channel.socket();
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(endpoint.address(), endpoint.port()), timeoutMillis);
      return new ChannelWire(channel, socket);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static final class ChannelWire implements Wire {
    private final SocketChannel channel;
    private final Socket socket;
    private final OutputStream out;

    ChannelWire(SocketChannel channel, Socket socket) {
      this.channel = channel;
      this.socket = socket;
      this.out = new ChannelOutput(channel);
    }

    @Override
    public InputStream in() throws IOException {
      return socket.getInputStream();
    }

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public void readTimeout(int millis) throws IOException {
      socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}

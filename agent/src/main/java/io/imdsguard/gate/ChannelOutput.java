package io.imdsguard.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * Writes to a blocking channel while another thread waits in a read of it: up to JDK 11 the streams
 * of {@code SocketChannel#socket()} take one lock for both, {@code blockingLock()}.
 */
public final class ChannelOutput extends OutputStream {
  private final SocketChannel channel;

  public ChannelOutput(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }
}

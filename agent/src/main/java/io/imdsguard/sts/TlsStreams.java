package io.imdsguard.sts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/**
 * TLS over two streams. Not an {@code SSLSocket}: that would restart its time limit with every
 * byte, while the stream below has one end for all; and on JDK 8 a channel's socket lets nobody
 * write while somebody reads. Not thread-safe.
 */
public final class TlsStreams {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final InputStream rawIn;
  private final OutputStream rawOut;
  private final InputStream in = new Plain();
  private final OutputStream out = new Sealing();

  /** Received and not decrypted yet; to be read from. */
  private final ByteBuffer received;

  /** Decrypted and not taken yet; to be read from. */
  private ByteBuffer decrypted = NOTHING;

  private boolean ended;

  /** Creates the streams; nothing is sent before {@link #handshake}. */
  public TlsStreams(SSLEngine engine, InputStream rawIn, OutputStream rawOut) {
    this.engine = engine;
    this.rawIn = rawIn;
    this.rawOut = rawOut;
    this.received = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    received.limit(0);
  }

  /**
   * Negotiates, and checks who is at the other end.
   *
   * @throws SSLException if that is nobody to be trusted, or not who was asked for
   */
  public void handshake() throws IOException {
    engine.beginHandshake();
    while (negotiates()) {
      step();
    }
  }

  public InputStream in() {
    return in;
  }

  public OutputStream out() {
    return out;
  }

  private boolean negotiates() {
    SSLEngineResult.HandshakeStatus status = engine.getHandshakeStatus();
    return status != SSLEngineResult.HandshakeStatus.NOT_HANDSHAKING
        && status != SSLEngineResult.HandshakeStatus.FINISHED;
  }

  private void step() throws IOException {
    switch (engine.getHandshakeStatus()) {
      case NEED_TASK:
        for (Runnable task = engine.getDelegatedTask(); task != null; ) {
          task.run();
          task = engine.getDelegatedTask();
        }
        break;
      case NEED_WRAP:
        wrap(NOTHING);
        break;
      default:
        if (ended) {
          throw new EOFException("the connection ended within the TLS handshake");
        }
        unwrap();
        break;
    }
  }

  private void wrap(ByteBuffer plain) throws IOException {
    ByteBuffer sealed = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(plain, sealed);
    if (result.getStatus() != SSLEngineResult.Status.OK && sealed.position() == 0) {
      throw new SSLException("TLS can't send: " + result.getStatus());
    }
    rawOut.write(sealed.array(), 0, sealed.position());
    rawOut.flush();
  }

  /** Decrypts one record, read if need be. */
  private void unwrap() throws IOException {
    ByteBuffer plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    SSLEngineResult result = engine.unwrap(received, plain);
    while (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
      receive();
      result = engine.unwrap(received, plain);
    }
    if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
      throw new SSLException("a TLS record is longer than it may be");
    }
    ended = result.getStatus() == SSLEngineResult.Status.CLOSED;
    flip(plain);
    decrypted = plain;
  }

  private void receive() throws IOException {
    received.compact();
    int count = rawIn.read(received.array(), received.position(), received.remaining());
    if (count < 0) {
      throw new EOFException("the connection ended without TLS saying so");
    }
    position(received, received.position() + count);
    flip(received);
  }

  /** Called as Buffer's: compiled against a later JDK, ByteBuffer's own would not be on Java 8. */
  private static void flip(java.nio.Buffer buffer) {
    buffer.flip();
  }

  private static void position(java.nio.Buffer buffer, int position) {
    buffer.position(position);
  }

  /** What has come. */
  private final class Plain extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      while (!decrypted.hasRemaining()) {
        if (ended) {
          return -1;
        }
        unwrap();
        // After the handshake there may be more of it: new keys, tickets to resume with.
        while (!decrypted.hasRemaining() && !ended && negotiates()) {
          step();
        }
      }
      int count = Math.min(length, decrypted.remaining());
      decrypted.get(buffer, offset, count);
      return count;
    }
  }

  /** What is to go. */
  private final class Sealing extends OutputStream {

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      ByteBuffer plain = ByteBuffer.wrap(buffer, offset, length);
      while (plain.hasRemaining()) {
        wrap(plain);
      }
    }
  }
}

package io.imdsguard.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.metadata.Wire;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Between a client on loopback and a service that a test makes up. */
@Timeout(60)
class TunnelTest {
  private static final byte[] REQUEST = "POST / HTTP/1.1\r\n\r\n".getBytes(ISO_8859_1);
  private static final String ANSWER = "HTTP/1.1 413 Content Too Large\r\n\r\nenough";

  private Socket near;
  private Socket far;

  @BeforeEach
  void connect() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      near = new Socket(server.getInetAddress(), server.getLocalPort());
      far = server.accept();
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    near.close();
    far.close();
  }

  @Test
  void anAnswerThatBreaksOffEndsInAReset() throws IOException {
    Tunnel tunnel = tunnel(new SequenceInputStream(answer(), new Broken()), new Taken());
    tunnel.open(REQUEST);
    assertThatThrownBy(tunnel::deliver).isInstanceOf(IOException.class);
    tunnel.end();
    far.close();

    assertThatThrownBy(() -> near.getInputStream().readAllBytes())
        .isInstanceOf(SocketException.class);
  }

  @Test
  void aServiceThatHasHeardEnoughIsStillHeard() throws IOException {
    CountDownLatch refused = new CountDownLatch(1);
    Wire wire = new TestWire(new After(refused, answer()), new Deaf(), refused);
    InputStream more = new ThenAgain(new byte[10], refused, far.getInputStream());
    Tunnel tunnel = new Tunnel(wire, new Client(far, more, far.getOutputStream()), true);
    tunnel.open(REQUEST);
    tunnel.deliver();
    tunnel.end();

    assertThat(new String(near.getInputStream().readAllBytes(), ISO_8859_1)).isEqualTo(ANSWER);
  }

  @Test
  void theStatusIsTheAnswers() throws IOException {
    assertThat(tunnel(answer(), new Taken()).open(REQUEST)).isEqualTo(413);
  }

  @Test
  void whatIsNotHttpHasNoStatus() throws IOException {
    InputStream banner = new ByteArrayInputStream("SSH-2.0-x y\r\n".getBytes(ISO_8859_1));

    assertThat(tunnel(banner, new Taken()).open(REQUEST)).isZero();
  }

  private static InputStream answer() {
    return new ByteArrayInputStream(ANSWER.getBytes(ISO_8859_1));
  }

  private Tunnel tunnel(InputStream in, OutputStream out) throws IOException {
    return new Tunnel(
        new TestWire(in, out, new CountDownLatch(1)),
        new Client(far, far.getInputStream(), far.getOutputStream()),
        true);
  }

  /** Closing it ends what is read from it, as it does with a socket. */
  private static final class TestWire implements Wire {
    private final InputStream in;
    private final OutputStream out;
    private final CountDownLatch end;
    private volatile boolean closed;

    TestWire(InputStream in, OutputStream out, CountDownLatch end) {
      this.in = in;
      this.out = out;
      this.end = end;
    }

    @Override
    public InputStream in() throws IOException {
      if (closed) {
        throw new SocketException("Socket closed");
      }
      return in;
    }

    @Override
    public OutputStream out() {
      return out;
    }

    @Override
    public void readTimeout(int millis) {}

    @Override
    public void close() {
      closed = true;
      end.countDown();
    }
  }

  private static final class Taken extends ByteArrayOutputStream {}

  /** Takes the request's beginning and nothing more. */
  private static final class Deaf extends OutputStream {
    private boolean begun;

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (begun) {
        throw new SocketException("Broken pipe");
      }
      begun = true;
    }
  }

  /** Some bytes first; whoever then reads again says so. */
  private static final class ThenAgain extends InputStream {
    private final ByteArrayInputStream first;
    private final CountDownLatch again;
    private final InputStream then;

    ThenAgain(byte[] first, CountDownLatch again, InputStream then) {
      this.first = new ByteArrayInputStream(first);
      this.again = again;
      this.then = then;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int n = first.read(bytes, offset, length);
      if (n >= 0) {
        return n;
      }
      again.countDown();
      return then.read(bytes, offset, length);
    }
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new SocketException("Connection reset");
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return read();
    }
  }

  /** Begins to be readable when something else has happened. */
  private static final class After extends InputStream {
    private final CountDownLatch event;
    private final InputStream then;

    After(CountDownLatch event, InputStream then) {
      this.event = event;
      this.then = then;
    }

    @Override
    public int read() throws IOException {
      await();
      return then.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      await();
      return then.read(bytes, offset, length);
    }

    private void await() throws IOException {
      try {
        event.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}

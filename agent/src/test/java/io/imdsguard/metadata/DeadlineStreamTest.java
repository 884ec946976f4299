package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeadlineStreamTest {
  private final FakeClock clock = new FakeClock();
  private final TricklingWire wire = new TricklingWire();
  private final InputStream in = new DeadlineStream(wire, clock, 500);

  @Test
  void endsHoweverTheBytesTrickleIn() {
    assertThatThrownBy(in::readAllBytes).isInstanceOf(SocketTimeoutException.class);
  }

  @Test
  void waitsForEachByteOnlyForWhatIsLeft() throws IOException {
    for (int i = 0; i < 5; i++) {
      assertThat(in.read()).isEqualTo('x');
    }
    assertThat(wire.timeouts).containsExactly(500, 400, 300, 200, 100);
  }

  /** One byte every 100 ms, for ever. */
  private final class TricklingWire implements Wire {
    private final List<Integer> timeouts = new ArrayList<>();

    @Override
    public InputStream in() {
      return new InputStream() {
        @Override
        public int read() {
          clock.advance(Duration.ofMillis(100));
          return 'x';
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
          buffer[offset] = (byte) read();
          return 1;
        }
      };
    }

    @Override
    public OutputStream out() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public void readTimeout(int millis) {
      timeouts.add(millis);
    }

    @Override
    public void close() {}
  }
}

package io.imdsguard.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** A body in the chunked transfer coding (RFC 9112 section 7.1); trailers are read and dropped. */
final class ChunkedBody extends InputStream {
  private static final int MAX_LINE_BYTES = 4 * 1024;
  private static final int MAX_TRAILER_BYTES = 16 * 1024;
  private static final int MAX_SIZE_DIGITS = 15;

  private final InputStream in;
  private SizedBody chunk;
  private boolean ended;

  ChunkedBody(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    if (chunk == null || chunk.left() == 0) {
      nextChunk();
    }
    return ended ? -1 : chunk.read(buffer, offset, length);
  }

  private void nextChunk() throws IOException {
    if (chunk != null && !line().isEmpty()) {
      throw new ProtocolException("the metadata service's answer has a chunk of the wrong size");
    }
    long size = size(line());
    chunk = new SizedBody(in, size);
    if (size == 0) {
      LineReader trailer = new LineReader(in, MAX_TRAILER_BYTES);
      String field;
      do {
        field = trailer.next();
      } while (!field.isEmpty());
      ended = true;
    }
  }

  private String line() throws IOException {
    return new LineReader(in, MAX_LINE_BYTES).next();
  }

  private static long size(String line) throws ProtocolException {
    int semicolon = line.indexOf(';');
    String digits = (semicolon < 0 ? line : line.substring(0, semicolon)).trim();
    long size = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      if (digit < 0 || i == MAX_SIZE_DIGITS) {
        throw new ProtocolException("the metadata service's answer has a bad chunk size");
      }
      size = size * 16 + digit;
    }
    if (digits.isEmpty()) {
      throw new ProtocolException("the metadata service's answer has a bad chunk size");
    }
    return size;
  }
}

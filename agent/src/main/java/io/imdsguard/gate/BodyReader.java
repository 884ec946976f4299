package io.imdsguard.gate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Reads a request's body, by its length or in chunks (RFC 9112 sections 6 and 7). */
final class BodyReader {
  static final int MAX_BODY = 1024 * 1024;
  private static final int MAX_LINE = 1024;
  private static final int MAX_TRAILERS = 100;

  private BodyReader() {}

  /** The body, or {@code null} if the request has none. */
  static byte[] read(RequestHead head, InputStream in)
      throws IOException, MalformedRequestException {
    if (head.has("Transfer-Encoding")) {
      return chunks(in);
    }
    String length = head.value("Content-Length");
    if (length == null) {
      return null;
    }
    long size = Long.parseLong(length);
    if (size > MAX_BODY) {
      throw new MalformedRequestException("its body is longer than 1 MiB");
    }
    byte[] body = new byte[(int) size];
    readFully(in, body);
    return body;
  }

  private static byte[] chunks(InputStream in) throws IOException, MalformedRequestException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = chunkSize(line(in));
      if (size == 0) {
        skipTrailers(in);
        return body.toByteArray();
      }
      if (body.size() + (long) size > MAX_BODY) {
        throw new MalformedRequestException("its body is longer than 1 MiB");
      }
      byte[] chunk = new byte[size];
      readFully(in, chunk);
      body.write(chunk);
      if (!line(in).isEmpty()) {
        throw new MalformedRequestException("a chunk is longer than it says");
      }
    }
  }

  /** Trailer fields of a request say nothing that is decided on. */
  private static void skipTrailers(InputStream in) throws IOException, MalformedRequestException {
    for (int i = 0; i <= MAX_TRAILERS; i++) {
      if (line(in).isEmpty()) {
        return;
      }
    }
    throw new MalformedRequestException("it has more than " + MAX_TRAILERS + " trailer fields");
  }

  private static int chunkSize(String line) throws MalformedRequestException {
    int semicolon = line.indexOf(';');
    String digits = semicolon < 0 ? line : line.substring(0, semicolon);
    int size = digits.isEmpty() || digits.length() > 6 ? -1 : 0;
    for (int i = 0; i < digits.length() && size >= 0; i++) {
      int digit = Character.digit(digits.charAt(i), 16);
      size = digit < 0 ? -1 : size * 16 + digit;
    }
    if (size < 0) {
      throw new MalformedRequestException("a chunk's size is not a number");
    }
    return size;
  }

  private static String line(InputStream in) throws IOException, MalformedRequestException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0 || line.length() > MAX_LINE) {
        throw new MalformedRequestException("its chunks are broken");
      }
      line.append((char) b);
    }
    int last = line.length() - 1;
    if (last < 0 || line.charAt(last) != '\r') {
      throw new MalformedRequestException("a chunk's line ends in a bare LF");
    }
    return line.substring(0, last);
  }

  private static void readFully(InputStream in, byte[] buffer)
      throws IOException, MalformedRequestException {
    int length = 0;
    while (length < buffer.length) {
      int n = in.read(buffer, length, buffer.length - length);
      if (n < 0) {
        throw new MalformedRequestException("it ends within its body");
      }
      length += n;
    }
  }
}

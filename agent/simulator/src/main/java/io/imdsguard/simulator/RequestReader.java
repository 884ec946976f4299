package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads requests from one connection, leniently: LF ends a line too, a missing version is HTTP/1.0.
 */
final class RequestReader {
  private static final int MAX_HEAD = 65_536;
  private static final int MAX_BODY = 8 << 20;

  private final InputStream in;
  private final OutputStream out;
  private final InetSocketAddress remote;
  private final InetSocketAddress local;
  private int headLeft;

  RequestReader(
      InputStream in, OutputStream out, InetSocketAddress remote, InetSocketAddress local) {
    this.in = in;
    this.out = out;
    this.remote = remote;
    this.local = local;
  }

  /**
   * Reads the next request with its body.
   *
   * @return {@code null} if the client closed the connection between two requests
   * @throws MalformedRequestException if it is none
   * @throws EOFException if the client closed the connection within a request
   */
  RecordedRequest read() throws IOException {
    headLeft = MAX_HEAD;
    String line = line();
    while (line != null && line.isEmpty()) {
      line = line();
    }
    if (line == null) {
      return null;
    }
    int first = line.indexOf(' ');
    int last = line.lastIndexOf(' ');
    if (first <= 0) {
      throw new MalformedRequestException("no request line");
    }
    boolean versioned = last > first && line.startsWith("HTTP/", last + 1);
    String target = line.substring(first + 1, versioned ? last : line.length()).strip();
    String version = versioned ? line.substring(last + 1) : "HTTP/1.0";
    List<Header> headers = headers();
    RecordedRequest head = request(line.substring(0, first), target, version, headers, new byte[0]);
    return request(head.method(), target, version, headers, body(head));
  }

  private RecordedRequest request(
      String method, String target, String version, List<Header> headers, byte[] body) {
    return new RecordedRequest(method, target, version, headers, body, remote, local);
  }

  private List<Header> headers() throws IOException {
    List<Header> headers = new ArrayList<>();
    for (String line = required(); !line.isEmpty(); line = required()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new MalformedRequestException("no header field");
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
    }
    return headers;
  }

  private byte[] body(RecordedRequest head) throws IOException {
    String expect = head.header("Expect");
    if (expect != null && expect.equalsIgnoreCase("100-continue")) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
      out.flush();
    }
    String coding = head.header("Transfer-Encoding");
    if (coding != null) {
      return chunks();
    }
    String length = head.header("Content-Length");
    return length == null ? new byte[0] : bytes(number(length, 10));
  }

  /** Reads a body in chunked transfer coding, RFC 9112 section 7.1. */
  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String line = required();
      int extension = line.indexOf(';');
      int size = number(extension < 0 ? line : line.substring(0, extension), 16);
      if (size == 0) {
        headers();
        return body.toByteArray();
      }
      body.write(bytes(size));
      if (body.size() > MAX_BODY || !required().isEmpty()) {
        throw new MalformedRequestException("bad chunk");
      }
    }
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private static int number(String text, int radix) throws MalformedRequestException {
    try {
      int number = Integer.parseInt(text.strip(), radix);
      if (number >= 0 && number <= MAX_BODY) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new MalformedRequestException("bad length");
    }
    throw new MalformedRequestException("bad length");
  }

  private String required() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException();
    }
    return line;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    int b = in.read();
    while (b >= 0 && b != '\n') {
      if (--headLeft < 0) {
        throw new MalformedRequestException("head too long");
      }
      line.write(b);
      b = in.read();
    }
    if (b < 0) {
      if (line.size() > 0) {
        throw new EOFException();
      }
      return null;
    }
    String text = line.toString(ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}

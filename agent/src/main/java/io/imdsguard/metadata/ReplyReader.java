package io.imdsguard.metadata;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.List;

/** Reads one HTTP/1.1 response from a connection that carries no other (RFC 9112). */
final class ReplyReader {
  static final int MAX_HEAD_BYTES = 64 * 1024;
  static final int MAX_FIELDS = 200;
  private static final int MAX_INTERIM_REPLIES = 8;

  private ReplyReader() {}

  /**
   * Reads a response up to its body.
   *
   * @param method the request's method, which decides whether a body may follow
   * @param wire the connection, which the reply closes
   * @param stream the connection's input
   * @throws java.io.EOFException if the connection ends before the head does
   * @throws ProtocolException if this is not HTTP/1, or its framing is ambiguous
   */
  static WireReply read(String method, Wire wire, InputStream stream) throws IOException {
    InputStream in = new BufferedInputStream(stream);
    LineReader lines = new LineReader(in, MAX_HEAD_BYTES);
    int status = status(lines.next());
    for (int interim = 0; status < 200; interim++) {
      if (status == 101 || interim == MAX_INTERIM_REPLIES) {
        throw new ProtocolException("the metadata service sends interim answers only");
      }
      fields(lines);
      status = status(lines.next());
    }
    List<Header> headers = fields(lines);
    boolean chunked = isChunked(headers);
    long length = contentLength(headers);
    if (chunked && length >= 0) {
      throw new ProtocolException("the metadata service gives two lengths for its answer");
    }
    List<Header> passedOn = Fields.endToEnd(headers);
    if (method.equals("HEAD") || status == 204 || status == 304) {
      InputStream empty = new ByteArrayInputStream(new byte[0]);
      return new WireReply(status, passedOn, 0, empty, wire);
    }
    InputStream body = in;
    if (chunked) {
      body = new ChunkedBody(in);
    } else if (length >= 0) {
      body = new SizedBody(in, length);
    }
    return new WireReply(status, passedOn, length, body, wire);
  }

  /** The status of {@code HTTP/1.1 200 OK}; the reason phrase may be missing. */
  private static int status(String line) throws ProtocolException {
    int status = 0;
    boolean good =
        line.length() >= 12
            && line.startsWith("HTTP/1.")
            && isDigit(line.charAt(7))
            && line.charAt(8) == ' '
            && (line.length() == 12 || line.charAt(12) == ' ');
    for (int i = 9; good && i < 12; i++) {
      good = isDigit(line.charAt(i));
      status = status * 10 + line.charAt(i) - '0';
    }
    if (!good || status < 100) {
      throw new ProtocolException("the metadata service's answer is not HTTP/1");
    }
    return status;
  }

  private static List<Header> fields(LineReader lines) throws IOException {
    List<Header> headers = new ArrayList<>();
    for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
      int colon = line.indexOf(':');
      if (colon <= 0 || hasSpace(line, colon) || headers.size() == MAX_FIELDS) {
        throw new ProtocolException("the metadata service's answer has a bad or too many fields");
      }
      headers.add(new Header(line.substring(0, colon), line.substring(colon + 1).trim()));
    }
    return headers;
  }

  /** A space in a name is also what a folded line (RFC 9112 section 5.2) starts with. */
  private static boolean hasSpace(String line, int end) {
    for (int i = 0; i < end; i++) {
      if (line.charAt(i) <= ' ') {
        return true;
      }
    }
    return false;
  }

  private static boolean isChunked(List<Header> headers) throws ProtocolException {
    boolean chunked = false;
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equalsIgnoreCase("Transfer-Encoding")) {
        if (chunked || !headers.get(i).value().equalsIgnoreCase("chunked")) {
          throw new ProtocolException("the metadata service uses an unknown transfer coding");
        }
        chunked = true;
      }
    }
    return chunked;
  }

  /** The declared length, or -1 if there is none; several must agree (RFC 9112 section 6.3). */
  private static long contentLength(List<Header> headers) throws ProtocolException {
    long length = -1;
    for (int i = 0; i < headers.size(); i++) {
      if (headers.get(i).name().equalsIgnoreCase("Content-Length")) {
        long declared = digits(headers.get(i).value());
        if (declared < 0 || (length >= 0 && length != declared)) {
          throw new ProtocolException("the metadata service's answer has a bad length");
        }
        length = declared;
      }
    }
    return length;
  }

  /** A decimal number of at most 18 digits, or -1. */
  static long digits(String text) {
    if (text.isEmpty() || text.length() > 18) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}

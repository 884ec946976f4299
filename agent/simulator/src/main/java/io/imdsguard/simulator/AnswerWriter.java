package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;

/** Puts one answer on the wire, in one write. */
final class AnswerWriter {
  private static final int CHUNK = 64;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

  /** Writes an answer to a request in the manner of a fault. */
  static void write(
      OutputStream out, RecordedRequest request, Answer answer, Fault fault, boolean close)
      throws IOException {
    AnswerWriter writer = new AnswerWriter();
    writer.head(answer, fault.manner(), close, request.version());
    if (!request.method().equals("HEAD")) {
      writer.body(answer.body(), fault);
    }
    writer.bytes.writeTo(out);
    out.flush();
  }

  /** Writes the answer to something that is no request. */
  static void writeBadRequest(OutputStream out) throws IOException {
    AnswerWriter writer = new AnswerWriter();
    Answer answer = Answer.error(400);
    writer.head(answer, Fault.Manner.SEND, true, "HTTP/1.1");
    writer.bytes.writeBytes(answer.body());
    writer.bytes.writeTo(out);
    out.flush();
  }

  private void head(Answer answer, Fault.Manner manner, boolean close, String requestVersion) {
    line("HTTP/1.1 " + answer.status() + " " + Reasons.of(answer.status()));
    for (Header header : answer.headers()) {
      line(header.name() + ": " + header.value());
    }
    line("Date: " + HttpDate.of(Instant.now()));
    switch (manner) {
      case CHUNKED -> line("Transfer-Encoding: chunked");
      case UNTIL_CLOSE -> {}
      default -> line("Content-Length: " + answer.body().length);
    }
    if (close) {
      line("Connection: close");
    } else if (!requestVersion.equals("HTTP/1.1")) {
      line("Connection: keep-alive");
    }
    line("");
  }

  private void body(byte[] body, Fault fault) {
    switch (fault.manner()) {
      case CHUNKED -> chunks(body);
      case TRUNCATE -> bytes.write(body, 0, Math.min(fault.keep(), body.length));
      default -> bytes.writeBytes(body);
    }
  }

  private void chunks(byte[] body) {
    for (int start = 0; start < body.length; start += CHUNK) {
      int size = Math.min(CHUNK, body.length - start);
      line(Integer.toHexString(size));
      bytes.write(body, start, size);
      line("");
    }
    line("0");
    line("");
  }

  private void line(String line) {
    bytes.writeBytes((line + "\r\n").getBytes(ISO_8859_1));
  }
}

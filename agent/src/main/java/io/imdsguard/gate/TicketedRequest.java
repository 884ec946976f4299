package io.imdsguard.gate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

/** A request whose caller its ticket tells, and its bytes without the ticket. Immutable. */
final class TicketedRequest {
  private final Arrival arrival;
  private final InputStream bytes;

  private TicketedRequest(Arrival arrival, InputStream bytes) {
    this.arrival = arrival;
    this.bytes = bytes;
  }

  /**
   * Reads a request's head and takes its ticket out.
   *
   * @return the request, or {@code null} if the connection ended before any byte
   * @throws IOException if the head does not come in time
   */
  static TicketedRequest read(InputStream in, Tickets tickets) throws IOException {
    HeadReader reader = new HeadReader(in);
    byte[] head;
    try {
      head = reader.readHead();
    } catch (MalformedRequestException e) {
      return new TicketedRequest(null, in);
    }
    if (head == null) {
      return null;
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream rest = new ByteArrayOutputStream(head.length);
    Arrival arrival = null;
    int fields = 0;
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) + 1;
      String value = value(text, start, end);
      if (value == null) {
        rest.write(head, start, end - start);
      } else {
        fields++;
        arrival = tickets.take(value);
      }
      start = end;
    }
    // With two of them somebody else has put one in.
    Arrival only = fields == 1 ? arrival : null;
    return new TicketedRequest(
        only, new SequenceInputStream(new ByteArrayInputStream(rest.toByteArray()), in));
  }

  /** The ticket on this line, or {@code null}; a head that was read ends in a line's end. */
  private static String value(String text, int start, int end) {
    int length = Tickets.FIELD.length();
    boolean is =
        text.regionMatches(true, start, Tickets.FIELD, 0, length)
            && text.charAt(start + length) == ':';
    return is ? text.substring(start + length + 1, end).trim() : null;
  }

  /** Who asks, or {@code null} without a ticket that is good. */
  Arrival arrival() {
    return arrival;
  }

  /** The request as if there had been no ticket. */
  InputStream bytes() {
    return bytes;
  }
}

package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;

/**
 * One HTTP answer. Immutable; {@code Content-Length} and {@code Connection} are added on sending.
 */
public final class Answer {
  private final int status;
  private final List<Header> headers;
  private final byte[] body;

  private Answer(int status, List<Header> headers, byte[] body) {
    this.status = status;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  /** Creates an answer. */
  public static Answer of(int status, String contentType, String body) {
    return new Answer(
        status, List.of(new Header("Content-Type", contentType)), body.getBytes(UTF_8));
  }

  /** A 200 with a {@code text/plain} body, which is what EC2 sends for everything. */
  public static Answer text(String body) {
    return of(200, "text/plain", body);
  }

  /** The HTML page that EC2 sends with an error status. */
  public static Answer error(int status) {
    String title = status + " - " + Reasons.of(status);
    return of(
        status,
        "text/html",
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"
            + "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\">\n"
            + (" <head>\n  <title>" + title + "</title>\n </head>\n")
            + (" <body>\n  <h1>" + title + "</h1>\n </body>\n")
            + "</html>\n");
  }

  /** This answer with one more header field. */
  public Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, more, body);
  }

  public int status() {
    return status;
  }

  public List<Header> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }
}

package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Some other service, which gives back what it was sent. */
final class Plain implements Site {

  @Override
  public boolean serves(RecordedRequest request) {
    return request.path().startsWith("/echo");
  }

  /** The request line, the header fields in their order and spelling, an empty line, the body. */
  @Override
  public Answer answer(RecordedRequest request) {
    StringBuilder echo = new StringBuilder();
    echo.append(request.method()).append(' ').append(request.target()).append('\n');
    for (Header header : request.headers()) {
      echo.append(header.name()).append(": ").append(header.value()).append('\n');
    }
    return Answer.text(echo + "\n" + new String(request.body(), ISO_8859_1));
  }
}

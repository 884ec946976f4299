package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeadParserTest {
  private static final String HOST = "Host: 169.254.169.254\r\n";

  private static RequestHead parse(String text) throws MalformedRequestException {
    return HeadParser.parse(text.getBytes(StandardCharsets.ISO_8859_1), "169.254.169.254");
  }

  static Stream<Arguments> malformed() {
    String get = "GET / HTTP/1.1\r\n";
    return Stream.of(
        Arguments.of("GET  / HTTP/1.1\r\n" + HOST, "its first line is not METHOD TARGET VERSION"),
        Arguments.of("GET / HTTP/1.1 \r\n" + HOST, "its first line is not METHOD TARGET VERSION"),
        Arguments.of("GET /a b HTTP/1.1\r\n" + HOST, "its first line is not METHOD"),
        Arguments.of(" GET / HTTP/1.1\r\n" + HOST, "its first line is not METHOD"),
        Arguments.of("GET\t/ HTTP/1.1\r\n" + HOST, "its first line is not METHOD"),
        Arguments.of("GET /\r\n", "its first line is not METHOD"),
        Arguments.of("FROB / HTTP/1.1\r\n" + HOST, "its method is unknown"),
        Arguments.of("get / HTTP/1.1\r\n" + HOST, "its method is unknown"),
        Arguments.of("CONNECT a:80 HTTP/1.1\r\n" + HOST, "its method is unknown"),
        Arguments.of("PRI * HTTP/2.0\r\n", "its method is unknown"),
        Arguments.of("GET / HTTP/2.0\r\n" + HOST, "its version is not"),
        Arguments.of("GET / http/1.1\r\n" + HOST, "its version is not"),
        Arguments.of("OPTIONS * HTTP/1.1\r\n" + HOST, "its target is not a path"),
        Arguments.of("GET http://example.com/ HTTP/1.1\r\n" + HOST, "its target is not a path"),
        Arguments.of(
            "GET http://169.254.169.254.evil.test/ HTTP/1.1\r\n" + HOST,
            "its target is not a path"),
        Arguments.of("GET http://169.254.169.254:8080/ HTTP/1.1\r\n" + HOST, "its target is not a"),
        Arguments.of("GET http://a@169.254.169.254/ HTTP/1.1\r\n" + HOST, "its target is not a"),
        Arguments.of("\r\n" + get + HOST, "it begins with an empty line"),
        Arguments.of(get, "it has 0 Host fields"),
        Arguments.of(get + HOST + HOST, "it has 2 Host fields"),
        Arguments.of(get + HOST + "host: a\r\n", "it has 2 Host fields"),
        Arguments.of(get + HOST + "X-A: b\r\n c\r\n", "a header field is folded"),
        Arguments.of(get + HOST + "X-A: b\rX-B: c\r\n", "a line holds a bare CR"),
        Arguments.of(get + HOST + "X-A: b\nX-B: c\r\n", "a line ends in a bare LF"),
        Arguments.of(get + HOST + "X-A: \0\r\n", "a line holds a control character"),
        Arguments.of(get + HOST + "X-A\r\n", "a header field has no name"),
        Arguments.of(get + HOST + ": b\r\n", "a header field has no name"),
        Arguments.of(get + HOST + "X-A : b\r\n", "a header field's name holds a wrong"),
        Arguments.of(get + HOST + "X(A): b\r\n", "a header field's name holds a wrong"),
        Arguments.of(get + HOST + "X-A: " + "b".repeat(9_000) + "\r\n", "a line is longer than 8"),
        Arguments.of("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\n" + HOST, "a line is longer than"),
        Arguments.of(get + HOST + "X: y\r\n".repeat(101), "it has more than 100 header fields"),
        Arguments.of(
            get + HOST + "Content-Length: 0\r\nContent-Length: 0\r\n", "it has 2 Content-Length"),
        Arguments.of(
            get + HOST + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n",
            "its length is giv"),
        Arguments.of(
            get + HOST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n", "its len"),
        Arguments.of(get + HOST + "Transfer-Encoding: gzip, chunked\r\n", "its transfer coding is"),
        Arguments.of(
            "PUT / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n", "HTTP/1.0 has no transfer codings"),
        Arguments.of(get + HOST + "Transfer-Encoding:\r\n", "its transfer coding is unknown"),
        Arguments.of("TRACE / HTTP/1.1\r\n" + HOST, "its method is unknown"),
        Arguments.of("GET /\rlatest HTTP/1.1\r\n" + HOST, "a line holds a bare CR"),
        Arguments.of(get + HOST + "X-A: b\r\r\n", "a line holds a bare CR"),
        Arguments.of("GET /\0 HTTP/1.1\r\n" + HOST, "a line holds a control character"),
        Arguments.of(get + HOST + "X-A: \u007f\r\n", "a line holds a control character"),
        Arguments.of(get + HOST + "X-A: b\r\n\tc\r\n", "a header field is folded"),
        Arguments.of(get + " " + HOST, "a header field is folded"),
        Arguments.of(get + HOST + "\u00c4: b\r\n", "a header field's name holds a wrong"),
        Arguments.of("GET http://169.254.169.254:81/ HTTP/1.1\r\n" + HOST, "its target is not a"),
        Arguments.of("GET https://169.254.169.254/ HTTP/1.1\r\n" + HOST, "its target is not a"),
        Arguments.of(get + HOST + "Content-Length: +1\r\n", "its Content-Length is not a number"),
        Arguments.of(
            get + HOST + "Content-Length: 99999999999\r\n", "its Content-Length is not a number"),
        Arguments.of(get + HOST + "Content-Length: -1\r\n", "its Content-Length is not a number"),
        Arguments.of(get + HOST + "Content-Length: 1,1\r\n", "its Content-Length is not a number"),
        Arguments.of(get + HOST + "Content-Length:\r\n", "its Content-Length is not a number"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void isMalformed(String head, String why) {
    assertThatThrownBy(() -> parse(head + "\r\n"))
        .isInstanceOf(MalformedRequestException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aHeadThatDoesNotEndIsMalformed() {
    assertThatThrownBy(() -> parse("GET / HTTP/1.1\r\n" + HOST))
        .hasMessageContaining("it ends within its head");
  }

  @ParameterizedTest
  @CsvSource({"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "PATCH"})
  void readsTheMethod(String method) throws Exception {
    assertThat(parse(method + " / HTTP/1.1\r\n" + HOST + "\r\n").method()).isEqualTo(method);
  }

  @ParameterizedTest
  @CsvSource({
    "/latest/x?y=z, /latest/x?y=z",
    "http://169.254.169.254/latest, /latest",
    "HTTP://169.254.169.254, /",
    "http://169.254.169.254:80/latest, /latest",
    "http://169.254.169.254:80, /",
    "//latest, //latest",
  })
  void readsTheTarget(String target, String expected) throws Exception {
    assertThat(parse("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n").target())
        .isEqualTo(expected);
  }

  @Test
  void aPutWithoutALengthIsFine() throws Exception {
    String head = "PUT /latest/api/token HTTP/1.1\r\n" + HOST + "X-A: 1\r\n\r\n";

    assertThat(parse(head).value("x-a")).isEqualTo("1");
  }

  @Test
  void http10NeedsNoHost() throws Exception {
    assertThat(parse("GET / HTTP/1.0\r\n\r\n").isRead()).isTrue();
  }

  @Test
  void whiteSpaceAroundAValueIsNotPartOfIt() throws Exception {
    assertThat(parse("GET / HTTP/1.1\r\n" + HOST + "X-A: \t b \t\r\n\r\n").value("X-A"))
        .isEqualTo("b");
  }
}

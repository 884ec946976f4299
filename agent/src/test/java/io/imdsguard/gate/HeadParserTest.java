package io.imdsguard.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadParserTest {
  private static final String OWN = "169.254.169.254";
  private static final String GET = "GET /latest/ HTTP/1.1\r\n";
  private static final String HOST = "Host: " + OWN + "\r\n";
  private static final String PUT = "PUT /latest/api/token HTTP/1.1\r\n" + HOST;

  @ParameterizedTest(name = "{0}")
  @MethodSource("wellFormed")
  void accepts(String what, String head) throws Exception {
    assertThat(parse(head + "\r\n").method()).isEqualTo(head.substring(0, head.indexOf(' ')));
  }

  static List<Arguments> wellFormed() {
    return List.of(
        arguments("the least that HTTP/1.1 asks for", GET + HOST),
        arguments("HTTP/1.0 without Host", "GET /latest/ HTTP/1.0\r\n"),
        arguments("HTTP/1.0 with Host", "GET /latest/ HTTP/1.0\r\n" + HOST),
        arguments("PUT without Content-Length, as the AWS SDKs send it", PUT),
        arguments("PUT with Content-Length 0", PUT + "Content-Length: 0\r\n"),
        arguments("a chunked body", PUT + "Transfer-Encoding: chunked\r\n"),
        arguments("a transfer coding in capitals", PUT + "Transfer-Encoding: CHUNKED\r\n"),
        arguments("HEAD", "HEAD / HTTP/1.1\r\n" + HOST),
        arguments("POST", "POST / HTTP/1.1\r\n" + HOST),
        arguments("DELETE", "DELETE / HTTP/1.1\r\n" + HOST),
        arguments("OPTIONS of a path", "OPTIONS / HTTP/1.1\r\n" + HOST),
        arguments("PATCH", "PATCH / HTTP/1.1\r\n" + HOST),
        arguments("another host's name", GET + "Host: metadata.google.internal\r\n"),
        arguments("an empty value", GET + HOST + "A:\r\n"),
        arguments("a value with a tab and Latin-1", GET + HOST + "A: b\tc\u00e9\r\n"),
        arguments("a line of 8 KiB", GET + HOST + "A: " + "b".repeat(8 * 1024 - 3) + "\r\n"),
        arguments("100 fields", GET + HOST + "A: b\r\n".repeat(99)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformed")
  void refuses(String what, String head) {
    assertThatThrownBy(() -> parse(head + "\r\n")).isInstanceOf(MalformedRequestException.class);
  }

  static List<Arguments> malformed() {
    return List.of(
        arguments("nothing", ""),
        arguments("an empty line in front", "\r\n" + GET + HOST),
        arguments("a bare CR in a value", GET + HOST + "A: b\rC: d\r\n"),
        arguments("a bare CR in the request line", "GET /\rlatest HTTP/1.1\r\n" + HOST),
        arguments("CR CR LF", GET + HOST + "A: b\r\r\n"),
        arguments("a bare LF after the request line", "GET /latest/ HTTP/1.1\n" + HOST),
        arguments("a bare LF after a field", GET + "Host: x\nA: b\r\n"),
        arguments("obsolete folding with a space", GET + HOST + "A: b\r\n c\r\n"),
        arguments("obsolete folding with a tab", GET + HOST + "A: b\r\n\tc\r\n"),
        arguments("folding right after the request line", GET + " " + HOST),
        arguments("NUL in a value", GET + HOST + "A: b\0\r\n"),
        arguments("NUL in the target", "GET /latest\0 HTTP/1.1\r\n" + HOST),
        arguments("DEL in a value", GET + HOST + "A: b\u007f\r\n"),
        arguments("escape in a value", GET + HOST + "A: \u001b[2J\r\n"),
        arguments("a field without a colon", GET + HOST + "A\r\n"),
        arguments("a field without a name", GET + HOST + ": b\r\n"),
        arguments("a space before the colon", GET + "Host : x\r\n"),
        arguments("a tab before the colon", GET + "Host\t: x\r\n"),
        arguments("a name outside ASCII", GET + HOST + "\u00c4: b\r\n"),
        arguments("a name in quotes", GET + HOST + "\"A\": b\r\n"),
        arguments("two spaces before the target", "GET  / HTTP/1.1\r\n" + HOST),
        arguments("two spaces after the target", "GET /  HTTP/1.1\r\n" + HOST),
        arguments("a space in the target", "GET /a b HTTP/1.1\r\n" + HOST),
        arguments("a space in front", " GET / HTTP/1.1\r\n" + HOST),
        arguments("a space at the end", "GET / HTTP/1.1 \r\n" + HOST),
        arguments("tabs for spaces", "GET\t/\tHTTP/1.1\r\n" + HOST),
        arguments("a tab in the target", "GET /a\tb HTTP/1.1\r\n" + HOST),
        arguments("HTTP/0.9", "GET /latest/\r\n"),
        arguments("HTTP/1.2", "GET / HTTP/1.2\r\n" + HOST),
        arguments("HTTP/2.0", "GET / HTTP/2.0\r\n" + HOST),
        arguments("HTTP/2's preface", "PRI * HTTP/2.0\r\n"),
        arguments("a version in small letters", "GET / http/1.1\r\n" + HOST),
        arguments("an unknown method", "BREW / HTTP/1.1\r\n" + HOST),
        arguments("a method in small letters", "get / HTTP/1.1\r\n" + HOST),
        arguments("TRACE, which sends tokens back", "TRACE / HTTP/1.1\r\n" + HOST),
        arguments("CONNECT", "CONNECT " + OWN + ":80 HTTP/1.1\r\n" + HOST),
        arguments("OPTIONS of everything", "OPTIONS * HTTP/1.1\r\n" + HOST),
        arguments("HTTP/1.1 without Host", GET),
        arguments("two Host", GET + HOST + HOST),
        arguments("two Host in HTTP/1.0", "GET / HTTP/1.0\r\n" + HOST + "hOST: x\r\n"),
        arguments("two Content-Length", PUT + "Content-Length: 0\r\nContent-length: 0\r\n"),
        arguments("a list of Content-Length", PUT + "Content-Length: 0, 0\r\n"),
        arguments("a signed Content-Length", PUT + "Content-Length: +0\r\n"),
        arguments("a negative Content-Length", PUT + "Content-Length: -1\r\n"),
        arguments("a hexadecimal Content-Length", PUT + "Content-Length: 0x1\r\n"),
        arguments("an empty Content-Length", PUT + "Content-Length:\r\n"),
        arguments("a Content-Length past long", PUT + "Content-Length: 99999999999999999999\r\n"),
        arguments(
            "Content-Length and Transfer-Encoding",
            PUT + "Content-Length: 0\r\nTransfer-Encoding: chunked\r\n"),
        arguments(
            "two Transfer-Encoding",
            PUT + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"),
        arguments("a coding that is not known", PUT + "Transfer-Encoding: gzip, chunked\r\n"),
        arguments("an empty coding", PUT + "Transfer-Encoding:\r\n"),
        arguments("a coding in quotes", PUT + "Transfer-Encoding: \"chunked\"\r\n"),
        arguments(
            "chunks in HTTP/1.0", "PUT / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n"),
        arguments("a line over 8 KiB", GET + HOST + "A: " + "b".repeat(8 * 1024) + "\r\n"),
        arguments("101 fields", GET + HOST + "A: b\r\n".repeat(100)));
  }

  @Test
  void refusesAHeadThatDoesNotEnd() {
    assertThatThrownBy(() -> parse(GET + HOST)).isInstanceOf(MalformedRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/?a=b",
        "HTTP://169.254.169.254/latest/?a=b",
        "/latest/?a=b"
      })
  void readsAnAbsoluteTargetOfItsOwnAsAPath(String target) throws Exception {
    assertThat(parse("GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n").target())
        .isEqualTo("/latest/?a=b");
  }

  @Test
  void readsItsOwnBareAuthorityAsTheRoot() throws Exception {
    assertThat(parse("GET http://" + OWN + " HTTP/1.1\r\n" + HOST + "\r\n").target())
        .isEqualTo("/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/latest/",
        "http://169.254.169.254.example.com/latest/",
        "http://169.254.169.254@example.com/latest/",
        "http://example.com@169.254.169.254/latest/",
        "http://169.254.169.254:81/latest/",
        "http://169.254.169.254\\latest",
        "https://169.254.169.254/latest/",
        "latest/",
        "?a",
        "*"
      })
  void refusesATargetThatIsNoPathOfItsOwn(String target) {
    String head = "GET " + target + " HTTP/1.1\r\n" + HOST + "\r\n";
    assertThatThrownBy(() -> CanonicalPath.of(parse(head).target()))
        .isInstanceOfAny(MalformedRequestException.class, AmbiguousPathException.class);
  }

  @Test
  void stripsTheWhiteSpaceAroundAValue() throws Exception {
    assertThat(parse(GET + HOST + "A: \t b c \t\r\n\r\n").value("a")).isEqualTo("b c");
  }

  @Test
  void saysNothingOfAValueThatItRefuses() {
    assertThatThrownBy(() -> parse(GET + HOST + "Authorization: s3cret\0\r\n\r\n"))
        .hasMessageNotContaining("s3cret");
  }

  private static RequestHead parse(String head) throws MalformedRequestException {
    return HeadParser.parse(head.getBytes(ISO_8859_1), OWN);
  }
}

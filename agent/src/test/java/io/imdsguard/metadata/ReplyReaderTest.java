package io.imdsguard.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyReaderTest {

  @Test
  void readsABodyOfDeclaredLengthAndNoFurther() throws IOException {
    assertThat(body("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef")).isEqualTo("abc");
  }

  @Test
  void failsOnABodyShorterThanDeclared() {
    assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabc"))
        .isInstanceOf(EOFException.class);
  }

  @Test
  void readsChunksWithExtensionsAndTrailers() throws IOException {
    String chunks = "3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nX-T: 1\r\n\r\n";
    assertThat(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))
        .isEqualTo("abc0123456789");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3\r\nab", "3\r\nabc\r\n", "3\r\nabc\r\n0\r\n", "3"})
  void failsOnChunksThatEndEarly(String chunks) {
    assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))
        .isInstanceOf(EOFException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"x\r\n", "-1\r\n", "\r\n", "3\r\nabcd\r\n0\r\n\r\n", "1000000000000000\r\n"})
  void failsOnChunksThatAreMalformed(String chunks) {
    assertThatThrownBy(() -> body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void readsABodyWithoutLengthUntilTheConnectionCloses() throws IOException {
    assertThat(body("HTTP/1.0 200 OK\r\n\r\nall of it")).isEqualTo("all of it");
  }

  @Test
  void tellsNoLengthIfOnlyTheEndOfTheStreamDoes() throws IOException {
    assertThat(read("GET", "HTTP/1.1 200 OK\r\n\r\nabc").length()).isEqualTo(-1);
  }

  @Test
  void readsNoBodyAfterHead() throws IOException {
    Reply reply = read("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
    assertThat(reply.body().readAllBytes()).isEmpty();
  }

  @Test
  void keepsTheLengthThatAnAnswerToHeadAnnounces() throws IOException {
    Reply reply = read("HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n");
    assertThat(Fields.value(reply.headers(), "Content-Length")).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"204 No Content", "304 Not Modified"})
  void readsNoBodyWhereTheStatusForbidsOne(String status) throws IOException {
    assertThat(body("HTTP/1.1 " + status + "\r\nContent-Length: 3\r\n\r\nabc")).isEmpty();
  }

  @Test
  void skipsInterimAnswers() throws IOException {
    assertThat(body("HTTP/1.1 100 Continue\r\nA: b\r\n\r\nHTTP/1.1 200\r\n\r\nabc"))
        .isEqualTo("abc");
  }

  @Test
  void stripsHopByHopFieldsAndThoseNamedByConnection() throws IOException {
    List<String> head =
        List.of(
            "HTTP/1.1 200 OK",
            "Server: EC2ws",
            "Connection: close, X-Hop",
            "x-hop: 1",
            "Keep-Alive: timeout=5",
            "X-Kept:  a b ");
    Reply reply = read("GET", String.join("\r\n", head) + "\r\n\r\n");
    assertThat(reply.headers())
        .extracting(h -> h.name() + "=" + h.value())
        .containsExactly("Server=EC2ws", "X-Kept=a b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/2 200 OK",
        "HTTP/1.1 20 OK",
        "HTTP/1.1  200 OK",
        "HTTP/1.1 2000",
        "HTTP/1.1 099 Low",
        "HTTP/1.1 101 Switching Protocols",
        "SSH-2.0-OpenSSH_9.6",
        "HTTP/1.1 200 OK\r\n folded: x",
        "HTTP/1.1 200 OK\r\nname : x",
        "HTTP/1.1 200 OK\r\nno colon",
        "HTTP/1.1 200 OK\r\nA: b\rc",
        "HTTP/1.1 200 OK\r\nA: b\0c",
        "HTTP/1.1 200 OK\r\nContent-Length: -1",
        "HTTP/1.1 200 OK\r\nContent-Length: 3x",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4",
        "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
      })
  void refusesAHeadThatIsNotPlainHttp(String head) {
    assertThatThrownBy(() -> read("GET", head + "\r\n\r\n")).isInstanceOf(ProtocolException.class);
  }

  @Test
  void refusesAHeadThatIsTooLong() {
    String field = "A: " + "b".repeat(ReplyReader.MAX_HEAD_BYTES) + "\r\n";
    assertThatThrownBy(() -> read("GET", "HTTP/1.1 200 OK\r\n" + field + "\r\n"))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void refusesTooManyFields() {
    String fields = "A: b\r\n".repeat(ReplyReader.MAX_FIELDS + 1);
    assertThatThrownBy(() -> read("GET", "HTTP/1.1 200 OK\r\n" + fields + "\r\n"))
        .isInstanceOf(ProtocolException.class);
  }

  @Test
  void failsOnAHeadThatEndsEarly() {
    assertThatThrownBy(() -> read("GET", "HTTP/1.1 200 OK\r\nServer: E"))
        .isInstanceOf(EOFException.class);
  }

  private static Reply read(String method, String answer) throws IOException {
    return ReplyReader.read(method, null, new ByteArrayInputStream(answer.getBytes(ISO_8859_1)));
  }

  private static String body(String answer) throws IOException {
    return new String(read("GET", answer).body().readAllBytes(), ISO_8859_1);
  }
}

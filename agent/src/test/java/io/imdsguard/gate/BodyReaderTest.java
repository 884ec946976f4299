package io.imdsguard.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.imdsguard.metadata.Header;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyReaderTest {
  private static final Header CHUNKED = new Header("Transfer-Encoding", "chunked");

  @Test
  void aRequestThatAnnouncesNoBodyHasNone() throws Exception {
    assertThat(BodyReader.read(new RequestHead("PUT", "/", List.of()), in("rest"))).isNull();
  }

  @Test
  void readsSoManyBytesAsAreAnnounced() throws Exception {
    assertThat(BodyReader.read(sized("3"), in("abcdef"))).asString().isEqualTo("abc");
  }

  @ParameterizedTest
  @CsvSource({
    "'3|abc|0||', abc",
    "'0||', ''",
    "'2|ab|2|cd|0||', abcd",
    "'A|0123456789|0||', 0123456789",
    "'a|0123456789|0||', 0123456789",
    "'3;name=value|abc|0||', abc",
    "'3|abc|0|Trailer: x||', abc"
  })
  void joinsChunks(String lines, String body) throws Exception {
    assertThat(BodyReader.read(chunked(), in(lines.replace("|", "\r\n"))))
        .asString()
        .isEqualTo(body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3\r\nab",
        "3\r\nabc",
        "3\r\nabc\r\n",
        "3\r\nabcd\r\n0\r\n\r\n",
        "3\nabc\n0\n\n",
        "-1\r\n\r\n",
        "+3\r\nabc\r\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n",
        "g\r\n\r\n",
        "\r\n\r\n",
        " 3\r\nabc\r\n0\r\n\r\n",
        "3\r\r\nabc\r\n0\r\n\r\n",
        "fffffffff\r\n",
        "0\r\nTrailer: x"
      })
  void refusesBrokenChunks(String chunks) {
    assertThatThrownBy(() -> BodyReader.read(chunked(), in(chunks)))
        .isInstanceOf(MalformedRequestException.class);
  }

  @Test
  void refusesABodyThatIsShorterThanAnnounced() {
    assertThatThrownBy(() -> BodyReader.read(sized("3"), in("ab")))
        .isInstanceOf(MalformedRequestException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1048577", "9999999999"})
  void refusesALengthOverOneMebibyte(String length) {
    assertThatThrownBy(() -> BodyReader.read(sized(length), in("")))
        .isInstanceOf(MalformedRequestException.class);
  }

  @Test
  void refusesChunksThatAddUpToMoreThanOneMebibyte() {
    String chunk = "80000\r\n" + "a".repeat(0x80000) + "\r\n";
    assertThatThrownBy(() -> BodyReader.read(chunked(), in(chunk.repeat(3) + "0\r\n\r\n")))
        .isInstanceOf(MalformedRequestException.class);
  }

  @Test
  void refusesTrailersWithoutEnd() {
    assertThatThrownBy(
            () -> BodyReader.read(chunked(), in("0\r\n" + "A: b\r\n".repeat(200_000) + "\r\n")))
        .isInstanceOf(MalformedRequestException.class);
  }

  private static RequestHead sized(String length) {
    return new RequestHead("POST", "/", List.of(new Header("Content-Length", length)));
  }

  private static RequestHead chunked() {
    return new RequestHead("POST", "/", List.of(CHUNKED));
  }

  private static ByteArrayInputStream in(String bytes) {
    return new ByteArrayInputStream(bytes.getBytes(ISO_8859_1));
  }
}

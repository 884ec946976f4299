package io.imdsguard.sts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as a document of STS's, and that nothing else gets through. */
class XmlValuesTest {

  private static Map<String, String> values(String document) {
    return XmlValues.of(document.getBytes(UTF_8));
  }

  @Test
  void theTextOfALeafIsFoundByItsPath() {
    assertThat(values("<?xml version=\"1.0\"?>\n<a xmlns=\"urn:x\">\n <b>1</b><c x='y'/></a>\n"))
        .isEqualTo(Map.of("a/b", "1", "a/c", ""));
  }

  @Test
  void theFiveEntitiesOfXmlAreTheirCharacters() {
    assertThat(values("<a>&lt;&gt;&amp;&quot;&apos;</a>")).isEqualTo(Map.of("a", "<>&\"'"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "<a>",
        "<a></b>",
        "<a/><b/>",
        "<a/>x",
        "<a>x<b/></a>",
        "<a><b>1</b><b>2</b></a>",
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>",
        "<a>&x;</a>",
        "<a>&#65;</a>",
        "<a><!-- comment --></a>",
        "<a><![CDATA[x]]></a>",
        "<a><?pi?></a>",
        "<a b=\"</a>",
        "<a b=<></a>",
        "<a b></a>",
        "<a><b><c><d><e><f><g><h><i>1</i></h></g></f></e></d></c></b></a>",
        "<a>\uFFFF"
      })
  void anythingElseIsNoDocument(String document) {
    assertThat(values(document)).isNull();
  }

  @Test
  void bytesThatAreNoUtf8AreNoDocument() {
    assertThat(XmlValues.of(new byte[] {'<', 'a', '>', (byte) 0xff, '<', '/', 'a', '>'})).isNull();
  }

  @Test
  void aDocumentCutShortAnywhereIsNoDocument() {
    String whole = "<?xml version=\"1.0\"?><a x=\"y\"><b>1&lt;2</b></a>";
    for (int end = 0; end < whole.length(); end++) {
      assertThat(values(whole.substring(0, end))).as(whole.substring(0, end)).isNull();
    }
  }
}

package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "//, /",
    "/latest/meta-data/iam/, /latest/meta-data/iam/",
    "/latest//meta-data///iam, /latest/meta-data/iam",
    "/latest/./meta-data, /latest/meta-data",
    "/latest/x/../meta-data, /latest/meta-data",
    "/latest/meta-data/iam/.., /latest/meta-data/",
    "/latest/meta-data/., /latest/meta-data/",
    "/latest/meta-data/%69am, /latest/meta-data/iam",
    "/latest/x/%2e%2e/meta-data, /latest/meta-data",
    "/latest/x/.%2E/meta-data, /latest/meta-data",
    "/latest/meta-data;a=b/iam, /latest/meta-data/iam",
    "/latest/x/..;a/meta-data, /latest/meta-data",
    "/latest/meta-data/iam?x=1, /latest/meta-data/iam",
    "/latest/meta-data/iam?/../../user-data, /latest/meta-data/iam",
    "/2021-03-23/meta-data/iam, /latest/meta-data/iam",
    "/1.0/meta-data/iam, /latest/meta-data/iam",
    "/./2021-03-23/meta-data, /latest/meta-data",
    "/%32021-03-23/meta-data, /latest/meta-data",
    "/x/2021-03-23/meta-data, /x/2021-03-23/meta-data",
    "/x/../2021-03-23/meta-data, /latest/meta-data",
    "/2021-03-23;a/meta-data, /latest/meta-data",
    "/2021-03-23, /latest",
    "/2021-3-23/meta-data, /2021-3-23/meta-data",
    "/latest/meta-data/iam;, /latest/meta-data/iam",
    "/latest/;a/meta-data, /latest/meta-data",
    "/latest/.../iam, /latest/.../iam",
    "/LATEST/meta-data, /LATEST/meta-data",
    "/computeMetadata/v1/, /computeMetadata/v1/",
  })
  void reads(String target, String expected) throws Exception {
    assertThat(CanonicalPath.of(target).path()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "latest",
        "/..",
        "/latest/../..",
        "/latest%2Fmeta-data",
        "/latest%5cmeta-data",
        "/latest\\meta-data",
        "/%2569am",
        "/latest/%",
        "/latest/%6",
        "/latest/%zz",
        "/latest/%00",
        "/latest/%20",
        "/latest/a b",
        "/latest/\u00e9",
        "/latest/%c3%a9",
        "/latest/%c0%ae%c0%ae",
        "/latest/%e0%80%ae",
        "/latest/%ff",
        "/latest/%3f",
        "/latest/%23",
        "/latest/%3b",
        "/latest/meta-data/iam#x",
        "/latest?#/../user-data",
        "/%2e%2e/latest",
        "/latest/%252e%252e/iam",
        "/latest%0d%0aGET",
        "/latest/\0",
        "/latest/%7f",
        "/latest/%+1",
        "/latest/%u0069am",
        "/latest/%ed%a0%80",
        "/latest/%e2%88%95iam",
        "/latest/\uff0e\uff0e/iam",
        "/%25"
      })
  void isAmbiguous(String target) {
    assertThatThrownBy(() -> CanonicalPath.of(target)).isInstanceOf(AmbiguousPathException.class);
  }

  @Test
  void theVersionThatWasAskedForIsSentOn() throws Exception {
    assertThat(CanonicalPath.of("/2016-09-02//dynamic").versioned())
        .isEqualTo("/2016-09-02/dynamic");
  }

  @Test
  void toReadAReadPathChangesNothing() throws Exception {
    Random random = new Random(20_261_124);
    for (int i = 0; i < 200_000; i++) {
      String canonical = read(anything(random));
      if (canonical != null) {
        assertThat(CanonicalPath.of(canonical).path()).isEqualTo(canonical);
      }
    }
  }

  @Test
  void nothingThatCouldBeReadTwiceIsLeft() {
    Random random = new Random(42);
    for (int i = 0; i < 200_000; i++) {
      String canonical = read(anything(random));
      if (canonical != null) {
        assertThat(canonical)
            .startsWith("/")
            .doesNotContainPattern("//|/\\.{1,2}(/|$)|[%;\\\\?# ]");
      }
    }
  }

  @Test
  void whatIsSentIsReadAsWhatWasDecidedOn() throws Exception {
    Random random = new Random(7);
    for (int i = 0; i < 50_000; i++) {
      String target = anything(random);
      if (read(target) != null) {
        assertThat(read(CanonicalPath.of(target).versioned())).isEqualTo(read(target));
      }
    }
  }

  private static final String[] PIECES = {
    "/",
    "/",
    "//",
    ".",
    "..",
    "%2e",
    "%2F",
    "%25",
    "%",
    ";",
    ";a=b",
    "\\",
    "?",
    "#",
    "latest",
    "2021-03-23",
    "1.0",
    "meta-data",
    "iam",
    "%69",
    "%00",
    " ",
    "\u00e9",
    "\u2215",
    "%c0%ae",
    "A"
  };

  private static String anything(Random random) {
    StringBuilder text = new StringBuilder("/");
    for (int i = random.nextInt(9); i > 0; i--) {
      text.append(PIECES[random.nextInt(PIECES.length)]);
    }
    return text.toString();
  }

  private static String read(String target) {
    try {
      return CanonicalPath.of(target).path();
    } catch (AmbiguousPathException e) {
      return null;
    }
  }
}

package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {
  private static final int TRIES = 20_000;
  private static final String[] ALPHABET = {
    "/",
    "/",
    "/",
    ".",
    "..",
    "%2e",
    "%2E",
    "%2f",
    "%5c",
    "%25",
    "%3b",
    "%3f",
    "%23",
    "%00",
    "%0d",
    "%c0%ae",
    "%c0%af",
    "%e2%88%95",
    "%",
    "%4",
    ";",
    ";a=b",
    "?",
    "#",
    "\\",
    " ",
    "+",
    "*",
    "\u00e9",
    "latest",
    "LATEST",
    "2021-03-23",
    "1.0",
    "meta-data",
    "iam",
    "%69am",
    "security-credentials"
  };

  @ParameterizedTest(name = "[{index}] {0}")
  @CsvSource({
    "/, /",
    "//, /",
    "/., /",
    "/latest, /latest",
    "/latest/, /latest/",
    "//latest//meta-data/iam, /latest/meta-data/iam",
    "/latest/meta-data/iam//, /latest/meta-data/iam/",
    "/latest/./meta-data/iam, /latest/meta-data/iam",
    "/latest/x/../meta-data/iam, /latest/meta-data/iam",
    "/latest/meta-data/iam/x/.., /latest/meta-data/iam/",
    "/latest/meta-data/iam/., /latest/meta-data/iam/",
    "/latest/.../iam, /latest/.../iam",
    "/latest/%2e/meta-data/iam, /latest/meta-data/iam",
    "/latest/x/%2E%2e/meta-data/iam, /latest/meta-data/iam",
    "/latest/x/.%2e/meta-data/iam, /latest/meta-data/iam",
    "/latest/meta-data/%69am/info, /latest/meta-data/iam/info",
    "/latest/meta-data;x=y/iam, /latest/meta-data/iam",
    "/latest/meta-data/iam;, /latest/meta-data/iam",
    "/latest/x/..;a=b/meta-data/iam, /latest/meta-data/iam",
    "/latest/;a/meta-data/iam, /latest/meta-data/iam",
    "/2021-03-23/meta-data/iam, /latest/meta-data/iam",
    "/1.0/meta-data/iam, /latest/meta-data/iam",
    "/%31.0/meta-data/iam, /latest/meta-data/iam",
    "/x/../2021-03-23/meta-data/iam, /latest/meta-data/iam",
    "/2021-03-23;a/meta-data, /latest/meta-data",
    "/2021-03-23, /latest",
    "/2021-03-23/, /latest/",
    "/latest/2021-03-23, /latest/2021-03-23",
    "/2021-3-23/meta-data, /2021-3-23/meta-data",
    "/10.0/meta-data, /10.0/meta-data",
    "/LATEST/META-DATA/IAM, /LATEST/META-DATA/IAM",
    "/latest/meta-data/iam?x=/../user-data, /latest/meta-data/iam",
    "/latest/user-data?/../meta-data, /latest/user-data",
    "/?recursive=true, /",
    "/latest/a+b~c:d@e!f, /latest/a+b~c:d@e!f"
  })
  void isTheOneReadingOf(String target, String path) throws Exception {
    assertThat(CanonicalPath.of(target).path()).isEqualTo(path);
  }

  @ParameterizedTest(name = "[{index}] {0}")
  @ValueSource(
      strings = {
        "",
        "latest",
        "?a",
        "/..",
        "/latest/../..",
        "/%2e%2e/latest",
        "/latest/%252e%252e/iam",
        "/latest/meta-data/%2569am",
        "/latest/meta-data/iam%2Fsecurity-credentials",
        "/latest%5cmeta-data",
        "/latest\\meta-data",
        "/latest/meta-data/iam%00",
        "/latest/meta-data/iam\u0000",
        "/latest%0d%0aGET",
        "/latest/%7f",
        "/latest/a%20b",
        "/latest/%3fx",
        "/latest/%23x",
        "/latest/iam#frag",
        "/latest/%3bx",
        "/latest/\u00e9",
        "/latest/%c3%a9",
        "/latest/%c0%ae%c0%ae/iam",
        "/latest/%e0%80%ae/iam",
        "/latest/%c0%afiam",
        "/latest/%e2%88%95iam",
        "/latest/%ff",
        "/latest/%ed%a0%80",
        "/latest/%",
        "/latest/%6",
        "/latest/%zz",
        "/latest/%+1",
        "/latest/%u0069am",
        "/latest/\uff0e\uff0e/iam"
      })
  void refusesWhatCanBeReadInTwoWays(String target) {
    assertThatThrownBy(() -> CanonicalPath.of(target)).isInstanceOf(AmbiguousPathException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "/2021-03-23/meta-data//iam, /2021-03-23/meta-data/iam",
    "/1.0/, /1.0/",
    "/1.0, /1.0",
    "/latest/meta-data, /latest/meta-data"
  })
  void keepsTheVersionForTheService(String target, String sent) throws Exception {
    assertThat(CanonicalPath.of(target).versioned()).isEqualTo(sent);
  }

  @Test
  void knowsNoVersionInLatest() throws Exception {
    assertThat(CanonicalPath.of("/latest/meta-data").version()).isNull();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void isAFixedPointOfItself(long seed) throws Exception {
    for (String path : canonical(seed)) {
      assertThat(CanonicalPath.of(path).path()).isEqualTo(path);
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {4, 5, 6})
  void whatIsSentIsReadAsWhatWasDecidedOn(long seed) throws Exception {
    Random random = new Random(seed);
    for (int i = 0; i < TRIES; i++) {
      CanonicalPath path = of(target(random));
      if (path != null) {
        assertThat(CanonicalPath.of(path.versioned()).path()).isEqualTo(path.path());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void leavesNothingToReadDifferently(String trace) {
    assertThat(canonical(7)).noneMatch(path -> (path + "/").contains(trace));
  }

  static List<String> traces() {
    return List.of("/./", "/../", "%", ";", "\\", "?", "#", " ", "\u00e9", "\0");
  }

  @Test
  void leavesNoEmptySegment() {
    assertThat(canonical(8)).noneMatch(path -> path.contains("//"));
  }

  @Test
  void triesEnoughPathsThatItReads() {
    assertThat(canonical(1)).hasSizeGreaterThan(1_000);
  }

  /** The readings of many random targets, without those that have none. */
  private static List<String> canonical(long seed) {
    Random random = new Random(seed);
    List<String> paths = new ArrayList<>();
    for (int i = 0; i < TRIES; i++) {
      CanonicalPath path = of(target(random));
      if (path != null) {
        paths.add(path.path());
      }
    }
    return paths;
  }

  private static CanonicalPath of(String target) {
    try {
      return CanonicalPath.of(target);
    } catch (AmbiguousPathException e) {
      return null;
    }
  }

  private static String target(Random random) {
    StringBuilder target = new StringBuilder("/");
    for (int parts = random.nextInt(10); parts > 0; parts--) {
      target.append(ALPHABET[random.nextInt(ALPHABET.length)]);
    }
    return target.toString();
  }
}

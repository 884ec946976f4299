package io.imdsguard.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;

import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds a secret, or a piece of 23 bytes of one, in bytes: as it is, as UTF-16, hexadecimal or
 * Base64.
 */
final class Tripwire {
  /** As many characters of a secret as nothing else has by chance. */
  private static final int PIECE = 12;

  /** What the simulator's secrets begin with may be alike. */
  private static final int PREFIX = 12;

  /** From a piece to the shape that it has. */
  private final Map<String, String> pieces = new HashMap<>();

  Tripwire(List<String> secrets) {
    for (String secret : secrets) {
      String random = secret.substring(Math.min(PREFIX, secret.length()));
      cut("as it is", random);
      cut("as UTF-16", new String(random.getBytes(UTF_16BE), ISO_8859_1));
      String hex = HexFormat.of().formatHex(random.getBytes(ISO_8859_1));
      cut("as hexadecimal", hex);
      cut("as hexadecimal", hex.toUpperCase(Locale.ROOT));
      for (int offset = 0; offset < 3 && offset < random.length(); offset++) {
        byte[] aligned = random.substring(offset).getBytes(ISO_8859_1);
        cut("as Base64", Base64.getEncoder().withoutPadding().encodeToString(aligned));
      }
    }
  }

  private void cut(String shape, String text) {
    for (int at = 0; at + PIECE <= text.length(); at += PIECE) {
      pieces.put(text.substring(at, at + PIECE), shape);
    }
  }

  /** Which shape of a secret is in these bytes, or {@code null}. */
  String find(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    for (int at = 0; at + PIECE <= text.length(); at++) {
      String shape = pieces.get(text.substring(at, at + PIECE));
      if (shape != null) {
        return shape;
      }
    }
    return null;
  }
}

package io.imdsguard.hooks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;

/**
 * What an argument may come to say: as it is, as a shell leaves it without quotes, with its percent
 * signs decoded. Other scripts' digits and dots are ASCII's in all of them. What a shell or program
 * computes is not among them.
 */
final class Readings {
  private Readings() {}

  static List<String> of(String argument) {
    List<String> readings = new ArrayList<>(3);
    String plain = folded(argument);
    readings.add(plain);
    String bare = unquoted(plain);
    if (bare.length() != plain.length()) {
      readings.add(bare);
    }
    if (bare.indexOf('%') >= 0) {
      readings.add(folded(decoded(bare)));
    }
    return readings;
  }

  private static String folded(String text) {
    int ascii = 0;
    while (ascii < text.length() && text.charAt(ascii) < 0x80) {
      ascii++;
    }
    if (ascii == text.length()) {
      return text;
    }
    // As a program does that takes international names: circled and superscript digits too.
    String normal = Normalizer.normalize(text, Normalizer.Form.NFKC);
    StringBuilder plain = new StringBuilder(normal.length());
    for (int i = 0; i < normal.length(); i++) {
      int c = HostLiteral.fold(normal.charAt(i));
      if (c >= 0) {
        plain.append((char) c);
      }
    }
    return plain.toString();
  }

  /** Without quotes, backslashes and what some URL readers drop: tabs and line ends. */
  private static String unquoted(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ("\"'\\\t\r\n".indexOf(c) < 0) {
        bare.append(c);
      }
    }
    return bare.toString();
  }

  private static String decoded(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return new String(out.toByteArray(), StandardCharsets.UTF_8);
  }
}

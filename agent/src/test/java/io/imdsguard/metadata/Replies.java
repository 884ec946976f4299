package io.imdsguard.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Reads replies for assertions. */
final class Replies {
  private Replies() {}

  static String text(Reply reply) throws IOException {
    try (reply) {
      return new String(reply.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

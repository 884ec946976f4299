package io.imdsguard.metadata;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What tests do with replies. */
final class Replies {
  private Replies() {}

  static void assertFails(ThrowingCallable exchange) {
    assertThatThrownBy(exchange).isInstanceOf(IOException.class);
  }

  static String text(Reply reply) throws IOException {
    try (reply) {
      return new String(reply.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

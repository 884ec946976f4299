package io.imdsguard.caller;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NameTableTest {
  private final NameTable table =
      new NameTable("io.netty.channel.", "org.apache.http.", "okhttp3.RealCall$AsyncCall", "ognl.");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.netty.channel.Channel",
        "io.netty.channel.nio.NioEventLoop$1",
        "org.apache.http.HttpHost",
        "okhttp3.RealCall$AsyncCall",
        "okhttp3.RealCall$AsyncCall$1",
        "ognl.Ognl"
      })
  void aPackageHasItsClassesAndAClassItsNestedOnes(String name) {
    assertThat(table.has(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.netty.channelling.Channel",
        "io.netty.Channel",
        "okhttp3.RealCall",
        "okhttp3.RealCall$AsyncCalls",
        "com.io.netty.channel.Channel",
        "\u00fcber.Class",
        "o",
        ""
      })
  void nothingElse(String name) {
    assertThat(table.has(name)).isFalse();
  }

  @Test
  void aNameCanBeginWithinAnother() {
    assertThat(table.has("com.example.shaded.io.netty.channel.Channel", 19)).isTrue();
  }

  @Test
  void nothingBeginsWhereANameEnds() {
    assertThat(table.has("com.example", 11)).isFalse();
  }
}

package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy might take for 169.254.169.254. */
class HostLiteralTest {
  private static final int[] EC2 = {0xa9fea9fe};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.169.254.",
        "2852039166",
        "02852039166",
        "0xA9FEA9FE",
        "0x00000000A9FEA9FE",
        "025177524776",
        "0xA9.0xFE.0xA9.0xFE",
        "0251.0376.0251.0376",
        "00000251.00000376.000251.0000376",
        "0xA9.254.0xA9.254",
        "169.16689662",
        "169.254.43518",
        "0169.0254.0169.0254",
        "１６９.２５４.１６９.２５４",
        "169。254。169。254",
        "169｡254｡169｡254",
        "१६९.२५४.१६९.२५४",
        "[::ffff:169.254.169.254]",
        "[::ffff:a9fe:a9fe]",
        "[64:ff9b::a9fe:a9fe]",
        "[2002:a9fe:a9fe::1]",
        "[fd00:ec2::254]",
        "[fe80::a9fe:a9fe%25eth0]",
      })
  void aSpellingOfMetadataIsSeenThrough(String host) {
    assertThat(HostLiteral.namesAny(host, EC2)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.253",
        "10.0.0.1",
        "7147006462",
        "1.2.3.4.5",
        "169..254.169.254",
        "3com.example",
        "0x",
        "[::1]",
        "[2001:db8::1]",
        "[not:an:address:xyz]",
        "-1442928130",
      })
  void anotherHostIsNotMetadata(String host) {
    assertThat(HostLiteral.namesAny(host, EC2)).isFalse();
  }
}

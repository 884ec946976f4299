package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {

  @ParameterizedTest
  @CsvSource({
    "(JLokhttp3/Route;)Z, (JLour/$libs/okhttp3/Route;)Z",
    "()Lio/netty/EventLoop;, ()Lour/$libs/io/netty/EventLoop;",
    "([[Lokio/LimitL;Ljava/lang/Long;)V, ([[Lour/$libs/okio/LimitL;Ljava/lang/Long;)V",
    "()Ljava/lang/String;, ()Ljava/lang/String;",
  })
  void aDescriptorIsRelocatedNameByName(String published, String relocated) {
    Site site = new Site("our/$libs/okhttp3/Call", "", 0, "call", relocated, "our/$libs/");

    assertThat(site.relocatedDescriptor(published)).isEqualTo(relocated);
    assertThat(site.signature()).isEqualTo("call" + published);
  }
}

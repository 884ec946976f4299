package io.imdsguard.caller;

import static io.imdsguard.caller.MadeUpStack.on;
import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.policy.Caller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A library that others carry along under a name of their own is still that library. */
class RelocatedLibrariesTest {
  private static final String PROVIDER =
      "software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org.apache.commons.httpclient.HttpConnection",
        "org.apache.http.impl.Foo",
        "org.apache.hc.client5.Foo",
        "com.squareup.okhttp.Call",
        "okhttp3.Call",
        "okio.Okio",
        "org.eclipse.jetty.util.Foo",
        "org.glassfish.jersey.client.Foo",
        "org.springframework.web.client.RestTemplate",
        "io.vertx.ext.web.client.Foo",
        "kotlinx.coroutines.Foo",
        "com.google.api.client.http.Foo",
        "software.amazon.awssdk.http.apache.Foo",
        "software.amazon.awssdk.imds.internal.Foo",
        "com.amazonaws.util.EC2MetadataUtils",
      })
  void isNeverTheCaller(String library) {
    assertThat(
            on("java.net.Socket", "com.acme.shaded." + library, "com.acme.Billing")
                .frame()
                .className())
        .isEqualTo("com.acme.Billing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.netty.channel.Foo",
        "io.vertx.core.net.Foo",
        "org.asynchttpclient.netty.Foo",
        "com.ning.http.client.Foo",
        "software.amazon.awssdk.http.nio.netty.Foo",
        "org.eclipse.jetty.io.Foo",
      })
  void namesNobodyWhereItsEngineConnects(String engine) {
    assertThat(on("java.net.Socket", "com.acme.shaded." + engine, "com.acme.Billing"))
        .matches(caller -> !caller.isAttributed());
  }

  @Test
  void anInterpretersCopyIsAnInterpreter() {
    String spel = "com.acme.shaded.org.springframework.expression.spel.Foo";

    assertThat(on("java.net.Socket", PROVIDER, spel, "com.acme.Search").interpreter())
        .isEqualTo(spel);
  }

  @Test
  void aProvidersCopyIsItsOwnCaller() {
    assertThat(on("java.net.Socket", "com.acme.shaded." + PROVIDER, "com.acme.Main").frame())
        .matches(frame -> frame.className().equals("com.acme.shaded." + PROVIDER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.myio.vertx.Service",
        "com.acme.retrofit2.MetadataService",
        "com.acme.springframework.Service",
        "com.acme.amazonaws.Service",
      })
  void aNameThatOnlyLooksLikeOneIsTheCaller(String own) {
    assertThat(on("java.net.Socket", own, "com.acme.Main").frame().className()).isEqualTo(own);
  }

  /**
   * Whoever names a class so is passed over, as in the library's own package: asked by nobody else,
   * it is nobody, and below permitted code it asks on that code's account.
   */
  @Test
  void whoeverTakesSuchANameIsPassedOver() {
    String evil = "evil.org.springframework.web.client.Thief";

    assertThat(on("java.net.Socket", evil, "java.lang.Thread").isAttributed()).isFalse();
    assertThat(on("java.net.Socket", evil, "com.acme.Main").frame().className())
        .isEqualTo("com.acme.Main");
  }

  @Test
  void whoeverTakesSuchANameDoesNotComeBetweenAnInterpreterAndWhatItCalls() {
    Caller caller =
        on(
            "java.net.Socket",
            PROVIDER,
            "evil.org.springframework.web.client.Thief",
            "java.io.ObjectInputStream",
            "com.acme.Main");

    assertThat(caller.interpreter()).isEqualTo("java.io.ObjectInputStream");
  }

  @Test
  void whoeverTakesSuchANameIsNoneOfTheFramesThatAThroughRuleReads() {
    assertThat(
            on(
                    "java.net.Socket",
                    "com.acme.Billing",
                    "evil.org.springframework.web.client.Thief",
                    "com.acme.Main")
                .frames())
        .extracting(frame -> frame.className())
        .containsExactly("com.acme.Billing", "com.acme.Main");
  }
}

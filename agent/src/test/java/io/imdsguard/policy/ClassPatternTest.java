package io.imdsguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClassPatternTest {

  @ParameterizedTest
  @CsvSource({
    "com.acme.Billing,    com.acme.Billing",
    "com.acme.Billing,    com.acme.Billing$Job",
    "com.acme.*,          com.acme.Billing",
    "com.acme.*,          com.acme.Billing$Job",
    "com.acme.**,         com.acme.Billing",
    "com.acme.**,         com.acme.billing.Job",
    "**,                  anything.At.All",
  })
  void names(String pattern, String className) {
    assertThat(ClassPattern.parse(pattern).matches(className)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "com.acme.Billing,    com.acme.BillingExtra",
    "com.acme.Billing,    com.acme.Billing.Evil",
    "com.acme.Billing,    com.acme.billing",
    "com.acme.*,          com.acme.billing.Job",
    "com.acme.*,          com.acmeevil.Job",
    "com.acme.**,         com.acmeevil.Job",
    "com.acme.**,         com.acme",
    "com.acme.**,         xcom.acme.Job",
  })
  void doesNotName(String pattern, String className) {
    assertThat(ClassPattern.parse(pattern).matches(className)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ".*",
        ".**",
        "*",
        "com..acme",
        "com.acme.",
        ".com",
        "com.*.acme",
        "com.acme.Bill*",
        "com.acme***",
        "com/acme",
        "1com.Acme",
        "com acme"
      })
  void isNoPattern(String text) {
    assertThat(ClassPattern.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"com.acme.Billing", "com.acme.*", "com.acme.**"})
  void nobodyHasNoClass(String pattern) {
    assertThat(ClassPattern.parse(pattern).matches(null)).isFalse();
  }
}

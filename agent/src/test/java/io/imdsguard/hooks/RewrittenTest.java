package io.imdsguard.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Who may speak for a request is told by loader and name. */
class RewrittenTest {

  private static final class Library {}

  private static void note(ClassLoader loader, boolean rewritten) {
    Rewritten.note(loader, Library.class.getName().replace('.', '/'), rewritten);
  }

  @Test
  void aClassThatWasRewrittenIsOne() {
    note(Library.class.getClassLoader(), true);
    assertThat(Rewritten.has(Library.class)).isTrue();
  }

  @Test
  void aClassOfTheSameNameInAnotherLoaderMakesItNone() {
    note(Library.class.getClassLoader(), false);
    note(new ClassLoader() {}, true);
    assertThat(Rewritten.has(Library.class)).isFalse();
  }

  @Test
  void aClassThatCouldNotBeRewrittenIsNoneAnyMore() {
    note(Library.class.getClassLoader(), true);
    note(Library.class.getClassLoader(), false);
    assertThat(Rewritten.has(Library.class)).isFalse();
  }

  @Test
  void aClassOfTheJdkWithHooksIsOne() {
    assertThat(Rewritten.has(ProcessBuilder.class)).isTrue();
  }

  @Test
  void anotherClassOfTheJdkIsNone() {
    assertThat(Rewritten.has(Process.class)).isFalse();
  }
}

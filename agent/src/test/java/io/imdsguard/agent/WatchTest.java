package io.imdsguard.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.hooks.Hooks;
import org.junit.jupiter.api.Test;

class WatchTest {

  @Test
  void everyClassThatIsRewrittenIsWatchedFor() {
    assertThat(Watch.HOOKED).containsExactlyInAnyOrderElementsOf(Hooks.targets());
  }

  @Test
  void everyLibraryClassThatIsRewrittenIsWatchedFor() {
    assertThat(Watch.LIBRARIES).containsExactlyInAnyOrderElementsOf(Hooks.libraryTargets());
  }
}

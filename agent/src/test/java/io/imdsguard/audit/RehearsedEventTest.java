package io.imdsguard.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsedEventTest {
  private static final int WAIT = 10_000;

  @TempDir private Path folder;

  @Test
  void whatIsRehearsedIsNotWritten() {
    Path file = folder.resolve("audit.jsonl");
    JsonLinesLog.open(file.toString(), notice -> {}, Thread::new).rehearse(new Event(), WAIT);

    assertThat(file).isEmptyFile();
  }
}

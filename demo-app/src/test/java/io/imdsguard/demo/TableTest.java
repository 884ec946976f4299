package io.imdsguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.demo.Outcome.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final Scenario ATTACK =
      new Scenario("a", "An attack", Kind.STOLEN, Kind.REFUSED, service -> null);

  private static Table.Line line(Kind without, Kind with) {
    return new Table.Line(ATTACK, new Outcome(without, ""), new Outcome(with, ""));
  }

  @Test
  void aLineIsGoodIfBothOutcomesAreAsExpected() {
    assertThat(line(Kind.STOLEN, Kind.REFUSED).isAsItShouldBe()).isTrue();
  }

  @Test
  void anAttackThatSucceedsUnderTheAgentIsNotAsItShouldBe() {
    assertThat(line(Kind.STOLEN, Kind.STOLEN).isAsItShouldBe()).isFalse();
  }

  @Test
  void anAttackThatNeverWorkedProvesNothing() {
    assertThat(line(Kind.FAILS, Kind.REFUSED).isAsItShouldBe()).isFalse();
  }

  @Test
  void aBadLineIsMarked() {
    assertThat(Table.of(List.of(line(Kind.STOLEN, Kind.STOLEN)))).contains("!!   An attack");
  }

  @Test
  void stacksAreLeftOutOfAuditLines() {
    assertThat(AuditLines.withoutStack("{\"a\":1,\"stack\":[\"x\",\"y\"],\"b\":2}"))
        .isEqualTo("{\"a\":1,\"b\":2}");
  }
}

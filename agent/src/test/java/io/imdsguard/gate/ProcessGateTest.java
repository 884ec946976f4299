package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.audit.Event;
import io.imdsguard.metadata.Kind;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.Frame;
import io.imdsguard.policy.ImdsV1;
import io.imdsguard.policy.Mode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessGateTest {
  private static final Caller CALLER =
      Caller.attributed(
          List.of(new Frame("com.acme.Web", "get", "web.jar", null)), null, "main", null, null);

  private final List<Event> events = new ArrayList<>();
  private boolean recorded = true;
  private Decision decision;

  private String refusal(Mode mode) {
    return new ProcessGate(rules(mode), log()).refusal(Ask.process("ec2", "curl"), CALLER);
  }

  private Rules rules(Mode mode) {
    return new Rules() {
      @Override
      public Mode mode() {
        return mode;
      }

      @Override
      public ImdsV1 imdsV1() {
        return ImdsV1.UPGRADE;
      }

      @Override
      public Decision decide(Ask ask, Caller caller) {
        if (decision == null) {
          throw new IllegalStateException("a fault");
        }
        return decision;
      }

      @Override
      public boolean mayEquip(String executable) {
        return false;
      }

      @Override
      public Kind kindOf(String path) {
        return Kind.OTHER;
      }
    };
  }

  private AuditLog log() {
    return new AuditLog() {
      @Override
      public long nextSeq() {
        return 7;
      }

      @Override
      public boolean write(Event event, int millis) {
        events.add(event);
        return recorded && !Thread.currentThread().isInterrupted();
      }
    };
  }

  @ParameterizedTest
  @CsvSource({
    "ENFORCE, true, allow",
    "ENFORCE, false, deny",
    "MONITOR, true, allow",
    "MONITOR, false, would-deny"
  })
  void theEventSaysWhatWasDecided(Mode mode, boolean allowed, String expected) {
    decision = allowed ? Decision.allow("a", "") : Decision.deny(null, "");
    refusal(mode);

    assertThat(events).extracting(event -> event.decision).containsExactly(expected);
  }

  @Test
  void aRefusalTellsItsNumberAndNothingOfThePolicy() {
    decision = Decision.deny("secret-rule", "secret reason");

    assertThat(refusal(Mode.ENFORCE)).isEqualTo("refused by IMDS Guard, event 7");
  }

  @Test
  void monitorModeRefusesNothing() {
    decision = Decision.deny(null, "");

    assertThat(refusal(Mode.MONITOR)).isNull();
  }

  @Test
  void whatIsAllowedIsStarted() {
    decision = Decision.allow("a", "");

    assertThat(refusal(Mode.ENFORCE)).isNull();
  }

  @Test
  void inEnforceModeWhatCannotBeRecordedIsRefused() {
    decision = Decision.allow("a", "");
    recorded = false;

    assertThat(refusal(Mode.ENFORCE)).endsWith("event 7 could not be recorded");
  }

  @Test
  void aFaultRefusesInEnforceMode() {
    assertThat(refusal(Mode.ENFORCE)).isEqualTo("refused by IMDS Guard: internal fault");
  }

  @Test
  void aFaultRefusesNothingInMonitorMode() {
    assertThat(refusal(Mode.MONITOR)).isNull();
  }

  @Test
  void anInterruptIsLeftToTheApplication() {
    decision = Decision.allow("a", "");
    Thread.currentThread().interrupt();
    String refusal = refusal(Mode.ENFORCE);

    assertThat(Thread.interrupted() && refusal == null).isTrue();
  }
}

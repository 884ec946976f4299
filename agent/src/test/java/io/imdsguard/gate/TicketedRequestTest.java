package io.imdsguard.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TicketedRequestTest {
  private final Tickets tickets = new Tickets(null);
  private final Arrival arrival = new Arrival(GateFixture.CALLER, null);

  private TicketedRequest read(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return TicketedRequest.read(new ByteArrayInputStream(bytes), tickets);
  }

  private static String text(TicketedRequest request) throws IOException {
    return new String(request.bytes().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void theTicketIsTakenOutAndNothingElse() throws Exception {
    String field = Tickets.FIELD + ": " + tickets.issue(arrival) + "\r\n";
    TicketedRequest request = read("PUT / HTTP/1.1\r\nA: b\r\n" + field + "\r\nbody");

    assertThat(request.arrival()).isSameAs(arrival);
    assertThat(text(request)).isEqualTo("PUT / HTTP/1.1\r\nA: b\r\n\r\nbody");
  }

  @Test
  void theFieldsNameIsReadInAnyCase() throws Exception {
    String field = "x-imds-guard-TICKET:" + tickets.issue(arrival) + "\r\n";

    assertThat(read("GET / HTTP/1.1\r\n" + field + "\r\n").arrival()).isSameAs(arrival);
  }

  @Test
  void aTicketInTheBodyIsNone() throws Exception {
    String field = Tickets.FIELD + ": " + tickets.issue(arrival) + "\r\n";

    assertThat(read("PUT / HTTP/1.1\r\n\r\n" + field).arrival()).isNull();
  }

  @Test
  void anEndWithinTheHeadIsNobodys() throws Exception {
    assertThat(read("GET / HTTP/1.1\r\n").arrival()).isNull();
  }

  @Test
  void aConnectionThatIsNotUsedIsNoRequest() throws Exception {
    assertThat(read("")).isNull();
  }
}

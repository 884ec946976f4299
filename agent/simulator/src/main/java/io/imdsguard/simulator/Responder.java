package io.imdsguard.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;

/** Answers requests, properly or as the planned faults have it. Thread-safe. */
final class Responder {
  private final State state;
  private final Journal journal;
  private final List<Site> sites;

  Responder(State state, Journal journal, List<Site> sites) {
    this.state = state;
    this.journal = journal;
    this.sites = sites;
  }

  /**
   * Records and answers one request.
   *
   * @return whether the connection stays open
   * @throws InterruptedException if the simulator is closed meanwhile
   */
  boolean respond(RecordedRequest request, Socket socket) throws IOException, InterruptedException {
    journal.add(request);
    int refusal = state.throttle.admit();
    Fault fault = refusal > 0 ? Fault.status(refusal) : state.faults.take(request);
    Thread.sleep(state.latency.toMillis());
    fault.await();
    if (fault.silent()) {
      breakOff(fault, socket);
      return false;
    }
    Answer answer = fault.replacement() == null ? proper(request) : fault.replacement();
    boolean close =
        !state.keepAlive
            || !request.keepsAlive()
            || fault.manner() == Fault.Manner.TRUNCATE
            || fault.manner() == Fault.Manner.UNTIL_CLOSE;
    request.answered(answer.status());
    AnswerWriter.write(socket.getOutputStream(), request, answer, fault, close);
    return !close;
  }

  private Answer proper(RecordedRequest request) throws InterruptedException {
    for (Site site : sites) {
      if (site.serves(request)) {
        return site.answer(request);
      }
    }
    return Answer.error(404);
  }

  private static void breakOff(Fault fault, Socket socket) throws IOException {
    switch (fault.manner()) {
      case HANG -> socket.getInputStream().transferTo(OutputStream.nullOutputStream());
      case RESET -> socket.setSoLinger(true, 0);
      case RAW -> {
        socket.getOutputStream().write(fault.raw());
        socket.getOutputStream().flush();
      }
      default -> {}
    }
  }
}

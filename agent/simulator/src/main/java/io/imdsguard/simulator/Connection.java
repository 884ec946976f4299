package io.imdsguard.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;

/** Serves one connection, request after request. */
final class Connection implements Runnable {
  private static final int LINGER_MILLIS = 1_000;

  private final Socket socket;
  private final Responder responder;
  private final Journal journal;
  private final Runnable done;

  Connection(Socket socket, Responder responder, Journal journal, Runnable done) {
    this.socket = socket;
    this.responder = responder;
    this.journal = journal;
    this.done = done;
  }

  @Override
  public void run() {
    try (socket) {
      socket.setTcpNoDelay(true);
      serve();
    } catch (IOException e) {
      // The client is gone: there is nobody left to tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      done.run();
    }
  }

  private void serve() throws IOException, InterruptedException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    RequestReader reader =
        new RequestReader(
            in,
            socket.getOutputStream(),
            (InetSocketAddress) socket.getRemoteSocketAddress(),
            (InetSocketAddress) socket.getLocalSocketAddress());
    try {
      RecordedRequest request = reader.read();
      while (request != null && responder.respond(request, socket)) {
        request = reader.read();
      }
    } catch (MalformedRequestException e) {
      journal.addMalformed();
      AnswerWriter.writeBadRequest(socket.getOutputStream());
      drain();
    }
  }

  /** Reads what is still coming: closing with unread bytes would reset the answer away. */
  private void drain() throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(LINGER_MILLIS);
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }
}

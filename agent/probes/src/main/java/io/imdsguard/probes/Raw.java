package io.imdsguard.probes;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.util.Base64;

/** Sends bytes as they are: {@code Raw HOST NAME=BASE64...}, a connection each. */
public final class Raw {
  private Raw() {}

  public static void main(String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      int equals = arguments[i].indexOf('=');
      byte[] bytes = Base64.getDecoder().decode(arguments[i].substring(equals + 1));
      Report.run(arguments[i].substring(0, equals), host -> send(host, bytes), arguments[0]);
    }
  }

  private static String send(String host, byte[] bytes) throws Exception {
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(new InetSocketAddress(host, 80), 5_000);
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(bytes);
      return Http.answer(Http.readAll(socket.getInputStream()));
    }
  }
}

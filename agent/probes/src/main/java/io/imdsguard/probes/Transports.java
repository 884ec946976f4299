package io.imdsguard.probes;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Every transport of the JDK, in application code: {@code Transports URL}. Each also says which
 * remote address the application saw.
 */
public final class Transports {
  private Transports() {}

  public static void main(String[] arguments) {
    String url = arguments[0];
    for (Map.Entry<String, Probe> probe : all().entrySet()) {
      Report.run(probe.getKey(), probe.getValue(), url);
    }
  }

  static Map<String, Probe> all() {
    Map<String, Probe> all = new LinkedHashMap<>();
    all.put("http-url-connection", Http::get);
    all.put("token-then-get", Transports::tokenThenGet);
    all.put("url-open-stream", Transports::openStream);
    all.put("socket", Transports::socket);
    all.put("socket-constructor", Transports::socketConstructor);
    all.put("channel-blocking", Transports::blockingChannel);
    all.put("channel-socket", Transports::channelSocket);
    all.put("channel-non-blocking", Transports::nonBlockingChannel);
    all.put("channel-asynchronous", Transports::asynchronousChannel);
    return all;
  }

  /** The IMDSv2 session that an attacker who may choose method and headers can hold. */
  private static String tokenThenGet(String url) throws Exception {
    URL base = new URL(url);
    URL tokens = new URL(base.getProtocol(), base.getHost(), base.getPort(), "/latest/api/token");
    HttpURLConnection put = (HttpURLConnection) tokens.openConnection(Proxy.NO_PROXY);
    put.setRequestMethod("PUT");
    put.setRequestProperty("X-aws-ec2-metadata-token-ttl-seconds", "60");
    put.setDoOutput(true);
    // A refusal is as good a header value as any: the attacker goes on with what came.
    String token = Http.send(put).substring(4).trim();
    HttpURLConnection get = (HttpURLConnection) base.openConnection(Proxy.NO_PROXY);
    get.setRequestProperty("X-aws-ec2-metadata-token", token);
    return Http.send(get);
  }

  private static String openStream(String url) throws Exception {
    try (InputStream in = new URL(url).openStream()) {
      return "200 " + new String(Http.readAll(in), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return Http.statusIn(e) + " " + e.getMessage();
    }
  }

  private static InetSocketAddress address(URL url) {
    return new InetSocketAddress(url.getHost(), Http.port(url));
  }

  private static String socket(String url) throws Exception {
    URL target = new URL(url);
    try (Socket socket = new Socket(Proxy.NO_PROXY)) {
      socket.connect(address(target), 5_000);
      return exchange(target, socket);
    }
  }

  private static String socketConstructor(String url) throws Exception {
    URL target = new URL(url);
    try (Socket socket = new Socket(target.getHost(), Http.port(target))) {
      return exchange(target, socket);
    }
  }

  private static String channelSocket(String url) throws Exception {
    URL target = new URL(url);
    try (SocketChannel channel = SocketChannel.open()) {
      channel.socket().connect(address(target), 5_000);
      return exchange(target, channel.socket());
    }
  }

  private static String exchange(URL target, Socket socket) throws Exception {
    sawRemote(socket.getRemoteSocketAddress(), target);
    socket.setSoTimeout(15_000);
    socket.getOutputStream().write(Http.request(target));
    return Http.answer(Http.readAll(socket.getInputStream()));
  }

  private static void sawRemote(Object remote, URL target) {
    InetSocketAddress seen = (InetSocketAddress) remote;
    if (!seen.getAddress().equals(address(target).getAddress())
        || seen.getPort() != Http.port(target)) {
      throw new IllegalStateException("the application saw " + seen + " instead of " + target);
    }
  }

  private static String blockingChannel(String url) throws Exception {
    URL target = new URL(url);
    try (SocketChannel channel = SocketChannel.open(address(target))) {
      sawRemote(channel.getRemoteAddress(), target);
      channel.write(ByteBuffer.wrap(Http.request(target)));
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      int read = 0;
      while (read >= 0) {
        read = channel.read(answer);
      }
      return answer(answer);
    }
  }

  private static String nonBlockingChannel(String url) throws Exception {
    URL target = new URL(url);
    try (Selector selector = Selector.open();
        SocketChannel channel = SocketChannel.open()) {
      channel.configureBlocking(false);
      if (!channel.connect(address(target))) {
        channel.register(selector, SelectionKey.OP_CONNECT);
        selector.select(5_000);
        channel.finishConnect();
      }
      sawRemote(channel.getRemoteAddress(), target);
      channel.write(ByteBuffer.wrap(Http.request(target)));
      channel.register(selector, SelectionKey.OP_READ);
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      while (channel.read(answer) >= 0) {
        if (selector.select(15_000) == 0) {
          throw new IllegalStateException("no answer");
        }
        selector.selectedKeys().clear();
      }
      return answer(answer);
    }
  }

  private static String asynchronousChannel(String url) throws Exception {
    URL target = new URL(url);
    try (AsynchronousSocketChannel channel = AsynchronousSocketChannel.open()) {
      channel.connect(address(target)).get(5, TimeUnit.SECONDS);
      sawRemote(channel.getRemoteAddress(), target);
      channel.write(ByteBuffer.wrap(Http.request(target))).get(5, TimeUnit.SECONDS);
      ByteBuffer answer = ByteBuffer.allocate(1 << 16);
      int read = 0;
      while (read >= 0) {
        read = channel.read(answer).get(15, TimeUnit.SECONDS);
      }
      return answer(answer);
    }
  }

  private static String answer(ByteBuffer answer) {
    byte[] bytes = new byte[answer.position()];
    answer.flip();
    answer.get(bytes);
    return Http.answer(bytes);
  }
}

package io.imdsguard.probes.clients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.unix.Socket;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Netty's native connections without a pipeline's connect, in application code: {@code NettySockets
 * URL}. Prints what each got.
 */
public final class NettySockets {
  private static final int CAPACITY = 1 << 14;

  private final InetSocketAddress remote;
  private final byte[] request;

  private NettySockets(URI url) {
    remote = new InetSocketAddress(url.getHost(), url.getPort() < 0 ? 80 : url.getPort());
    String text = "GET " + url.getPath() + " HTTP/1.1\r\nHost: " + url.getAuthority() + "\r\n\r\n";
    request = text.getBytes(StandardCharsets.US_ASCII);
  }

  public static void main(String[] arguments) throws Exception {
    NettySockets probe = new NettySockets(URI.create(arguments[0]));
    for (Map.Entry<String, NettyTransport> each : NettyTransport.all().entrySet()) {
      report(each.getKey() + "-unsafe", () -> probe.unsafe(each.getValue()));
    }
    report("socket", () -> probe.socket(false));
    report("socket-fast", () -> probe.socket(true));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private interface Attempt {
    String make() throws Exception;
  }

  private static void report(String name, Attempt attempt) {
    String line;
    try {
      String answer = attempt.make();
      line = (answer.startsWith("200") ? "GOT " : "REFUSED ") + answer;
    } catch (Exception | LinkageError e) {
      line = "FAILED " + e;
    }
    System.out.println("PROBE " + name + " " + line.replace('\r', ' ').replace('\n', ' '));
  }

  /** A channel that is connected by what a pipeline's head calls. */
  private String unsafe(NettyTransport transport) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    StringBuilder text = new StringBuilder();
    Channel channel =
        new Bootstrap()
            .group(transport.group)
            .channel(transport.channel)
            .handler(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public void channelRead(ChannelHandlerContext context, Object part) {
                    text.append(((ByteBuf) part).toString(StandardCharsets.ISO_8859_1));
                  }

                  @Override
                  public void channelInactive(ChannelHandlerContext context) {
                    answer.complete(text.toString());
                  }
                })
            .register()
            .sync()
            .channel();
    channel.eventLoop().execute(() -> channel.unsafe().connect(remote, null, channel.newPromise()));
    for (int i = 0; i < 200 && !channel.isActive(); i++) {
      Thread.sleep(10);
    }
    channel.writeAndFlush(Unpooled.wrappedBuffer(request)).sync();
    return status(answer.get(20, TimeUnit.SECONDS));
  }

  private String socket(boolean fast) throws Exception {
    Socket socket = Socket.newSocketStream();
    ByteBuffer out = ByteBuffer.allocateDirect(request.length);
    out.put(request).flip();
    int sent = 0;
    if (fast) {
      sent = socket.sendTo(out, 0, request.length, remote.getAddress(), remote.getPort(), true);
    } else {
      socket.connect(remote);
    }
    for (int i = 0; i < 200 && sent <= 0; i++) {
      Thread.sleep(10);
      if (socket.finishConnect()) {
        sent = socket.write(out, 0, request.length);
      }
    }
    ByteBuffer in = ByteBuffer.allocateDirect(CAPACITY);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      int read = socket.read(in, 0, CAPACITY);
      if (read < 0) {
        break;
      }
      for (int at = 0; at < read; at++) {
        text.append((char) in.get(at));
      }
      Thread.sleep(10);
    }
    socket.close();
    return status(text.toString());
  }

  private static String status(String answer) {
    return answer.length() < 12 ? "000" : answer.substring(9);
  }
}

package io.imdsguard.probes.clients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/** Netty itself, with the JDK's transport and with its native one. */
@SuppressWarnings("deprecation") // 4.0 and 4.1 have no other event loop groups
public class NettyClient implements Client {
  private final EventLoopGroup nio = new NioEventLoopGroup(1);
  private final EventLoopGroup epoll = new EpollEventLoopGroup(1);

  @Override
  public String[] forms() {
    return new String[] {"nio", "epoll"};
  }

  @Override
  public String get(String form, String url) throws Exception {
    URI uri = URI.create(url);
    InetSocketAddress remote =
        new InetSocketAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
    CompletableFuture<String> answer = new CompletableFuture<>();
    Bootstrap bootstrap =
        bootstrap(form)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel made) {
                    made.pipeline()
                        .addLast(new Collector(answer, uri.getHost() + ":" + remote.getPort()));
                  }
                });
    connect(bootstrap, form, remote, request(uri));
    String all = answer.get();
    return all.substring(9, 13) + all.substring(all.indexOf("\r\n\r\n") + 4);
  }

  /** One with the form's transport. */
  Bootstrap bootstrap(String form) {
    boolean isNio = form.equals("nio");
    return new Bootstrap()
        .group(isNio ? nio : epoll)
        .channel(isNio ? NioSocketChannel.class : EpollSocketChannel.class);
  }

  /** Connects, and writes the request. */
  void connect(Bootstrap bootstrap, String form, InetSocketAddress remote, ByteBuf request)
      throws Exception {
    bootstrap.connect(remote).sync().channel().writeAndFlush(request).sync();
  }

  private static ByteBuf request(URI uri) {
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return Unpooled.copiedBuffer(
        "GET "
            + uri.getRawPath()
            + query
            + " HTTP/1.1\r\nHost: "
            + uri.getAuthority()
            + "\r\nConnection: close\r\n\r\n",
        StandardCharsets.US_ASCII);
  }

  @Override
  public String getThroughProxy(String form, int proxy, String url) {
    return null;
  }

  @Override
  public void close() {
    nio.shutdownGracefully().syncUninterruptibly();
    epoll.shutdownGracefully().syncUninterruptibly();
  }

  private static final class Collector extends SimpleChannelInboundHandler<ByteBuf> {
    private final CompletableFuture<String> answer;
    private final StringBuilder text = new StringBuilder();
    private final String remote;

    Collector(CompletableFuture<String> answer, String remote) {
      this.answer = answer;
      this.remote = remote;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
      String shown = context.channel().remoteAddress().toString();
      if (!shown.endsWith(remote)) {
        answer.complete("HTTP/1.1 000 the application is shown " + shown + "\r\n\r\n");
      }
      context.fireChannelActive();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf part) {
      text.append(part.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      answer.complete(text.toString());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      answer.completeExceptionally(cause);
    }
  }
}

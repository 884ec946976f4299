package io.imdsguard.probes.clients;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Netty with all of its transports: also with an address of its own to connect from, and with TCP
 * fast open, where the request is written first and may be in the SYN.
 */
public final class NettyForms extends NettyClient {
  private final Map<String, NettyTransport> transports;

  public NettyForms() throws ReflectiveOperationException {
    transports = NettyTransport.all();
  }

  @Override
  public String[] forms() {
    List<String> forms = new ArrayList<>(transports.keySet());
    forms.add("epoll-bound");
    if (NettyTransport.fastOpen() != null) {
      forms.add("epoll-fast");
      if (transports.containsKey("uring")) {
        forms.add("uring-fast");
      }
    }
    return forms.toArray(new String[0]);
  }

  @Override
  Bootstrap bootstrap(String form) {
    NettyTransport transport = transports.get(form.replaceAll("-.*", ""));
    return new Bootstrap().group(transport.group).channel(transport.channel);
  }

  @Override
  void connect(Bootstrap bootstrap, String form, InetSocketAddress remote, ByteBuf request)
      throws Exception {
    if (form.endsWith("-fast")) {
      bootstrap.option(NettyTransport.fastOpen(), true);
      Channel channel = bootstrap.register().sync().channel();
      ChannelFuture written = channel.write(request);
      channel.connect(remote).sync();
      channel.flush();
      written.sync();
      return;
    }
    SocketAddress local = form.endsWith("-bound") ? new InetSocketAddress(ownAddress(), 0) : null;
    bootstrap.connect(remote, local).sync().channel().writeAndFlush(request).sync();
  }

  /** An address of this machine's, and not the one that the gate has if there is another. */
  private static InetAddress ownAddress() throws IOException {
    for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
      for (InetAddress address : Collections.list(each.getInetAddresses())) {
        if (address instanceof Inet4Address && !address.isLoopbackAddress()) {
          return address;
        }
      }
    }
    return InetAddress.getLoopbackAddress();
  }

  @Override
  public void close() {
    super.close();
    for (NettyTransport transport : transports.values()) {
      transport.group.shutdownGracefully().syncUninterruptibly();
    }
  }
}

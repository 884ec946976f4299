package io.imdsguard.probes.clients;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one of Netty's transports connects with. */
@SuppressWarnings("deprecation") // 4.0 and 4.1 have no other event loop groups, nor has OIO
final class NettyTransport {
  private static final String INCUBATOR = "io.netty.incubator.channel.uring.IOUring";
  private static final String URING = "io.netty.channel.uring.IoUring";

  final EventLoopGroup group;
  final Class<? extends Channel> channel;

  private NettyTransport(EventLoopGroup group, Class<? extends Channel> channel) {
    this.group = group;
    this.channel = channel;
  }

  /** Those that this version has and this machine's kernel knows, by name. */
  static Map<String, NettyTransport> all() throws ReflectiveOperationException {
    Map<String, NettyTransport> all = new LinkedHashMap<>();
    all.put("nio", new NettyTransport(new NioEventLoopGroup(1), NioSocketChannel.class));
    all.put("epoll", new NettyTransport(new EpollEventLoopGroup(1), EpollSocketChannel.class));
    all.put(
        "oio",
        new NettyTransport(
            new io.netty.channel.oio.OioEventLoopGroup(),
            io.netty.channel.socket.oio.OioSocketChannel.class));
    String prefix = has(INCUBATOR) ? INCUBATOR : URING;
    if (has(prefix)) {
      Object cause = type(prefix).getMethod("unavailabilityCause").invoke(null);
      if (cause == null) {
        EventLoopGroup group = prefix.equals(URING) ? uring() : incubating();
        all.put(
            "uring",
            new NettyTransport(group, type(prefix + "SocketChannel").asSubclass(Channel.class)));
      } else {
        System.out.println("SKIPPED: Netty's io_uring, for this JDK or kernel has none: " + cause);
      }
    }
    return all;
  }

  /** TCP fast open as a client, which 4.0 does not have; {@code null} there. */
  static ChannelOption<Boolean> fastOpen() {
    for (Field option : ChannelOption.class.getFields()) {
      if (option.getName().equals("TCP_FASTOPEN_CONNECT")) {
        return ChannelOption.valueOf(option.getName());
      }
    }
    return null;
  }

  private static EventLoopGroup incubating() throws ReflectiveOperationException {
    return (EventLoopGroup)
        type(INCUBATOR + "EventLoopGroup").getConstructor(int.class).newInstance(1);
  }

  private static EventLoopGroup uring() throws ReflectiveOperationException {
    Object factory = type(URING + "IoHandler").getMethod("newFactory").invoke(null);
    Class<?> factories = type("io.netty.channel.IoHandlerFactory");
    return (EventLoopGroup)
        type("io.netty.channel.MultiThreadIoEventLoopGroup")
            .getConstructor(int.class, factories)
            .newInstance(1, factory);
  }

  private static boolean has(String name) {
    try {
      type(name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static Class<?> type(String name) throws ClassNotFoundException {
    return Class.forName(name);
  }
}

package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * Netty's native sockets, for whoever uses them beside a pipeline: a channel's {@code unsafe()} and
 * {@code io.netty.channel.unix.Socket} are public. What a pipeline has sent to the gate passes here
 * once more and is left alone.
 */
final class NettySockets {
  private static final String SOCKET = "io/netty/channel/unix/Socket";
  private static final String REMOTE = "Ljava/net/SocketAddress;";
  private static final String ADDRESS = "Ljava/net/InetAddress;";

  private NettySockets() {}

  static Hook[] hooks() {
    return new Hook[] {
      new Connect(),
      new WhereThere(new Send("sendTo(Ljava/nio/ByteBuffer;II" + ADDRESS + "IZ)", 4)),
      new WhereThere(new Send("sendToAddress(JII" + ADDRESS + "IZ)", 5)),
      new WhereThere(new Send("sendToAddresses(JI" + ADDRESS + "IZ)", 4)),
      new Ring("io/netty/channel/uring/AbstractIoUringChannel"),
      new Ring("io/netty/incubator/channel/uring/AbstractIOUringChannel"),
    };
  }

  /** Where epoll and kqueue end. */
  private static final class Connect extends LibraryHook {
    Connect() {
      super(SOCKET, "connect(" + REMOTE + ")");
    }

    @Override
    void atStart(Code code) {
      code.load(1);
      code.handover("connecting", "(" + REMOTE + ")" + REMOTE);
      code.out().visitVarInsn(Opcodes.ASTORE, 1);
    }

    @Override
    void atReturn(Code code) {
      code.load(0);
      code.load(1);
      code.handover("connected", "(Ljava/lang/Object;" + REMOTE + ")V");
    }
  }

  /** The first data of a connection with TCP fast open names where it goes. */
  private static final class Send extends LibraryHook {
    private final int address;

    Send(String method, int address) {
      super(SOCKET, method);
      this.address = address;
    }

    @Override
    void atStart(Code code) {
      code.load(address);
      code.out().visitVarInsn(Opcodes.ILOAD, address + 1);
      code.out().visitVarInsn(Opcodes.ILOAD, address + 2);
      code.handover("sending", "(" + ADDRESS + "IZ)" + ADDRESS);
      code.out().visitVarInsn(Opcodes.ASTORE, address);
      code.load(address);
      code.out().visitVarInsn(Opcodes.ILOAD, address + 1);
      code.junction("port", "(" + ADDRESS + "I)I");
      code.out().visitVarInsn(Opcodes.ISTORE, address + 1);
    }

    @Override
    void atReturn(Code code) {
      code.load(0);
      code.load(address);
      code.handover("connected", "(Ljava/lang/Object;" + ADDRESS + ")V");
    }
  }

  /** Where io_uring connects from. */
  private static final class Ring extends LibraryHook {
    private final Value channel;

    Ring(String channel) {
      super(channel + "$AbstractUringUnsafe", "connect(" + REMOTE);
      this.channel = Value.self().get(target(), "this$0", "L" + channel + ";");
    }

    @Override
    void atStart(Code code) {
      channel.write(code);
      code.load(1);
      code.handover("channelRemote", "(Ljava/lang/Object;" + REMOTE + ")" + REMOTE);
      code.out().visitVarInsn(Opcodes.ASTORE, 1);
    }
  }
}

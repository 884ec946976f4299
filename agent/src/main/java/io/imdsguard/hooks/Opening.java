package io.imdsguard.hooks;

/** A connection to a resolved address is asked for here, in whichever thread wants it. */
final class Opening extends Note {
  private final Value connection;
  private final Value remote;

  Opening(String target, String method, Value connection, Value remote) {
    super(target, method);
    this.connection = connection;
    this.remote = remote;
  }

  @Override
  public void write(Code code) {
    connection.write(code);
    remote.write(code);
    code.junction("opening", "(Ljava/lang/Object;Ljava/net/SocketAddress;)V");
  }
}

package io.imdsguard.hooks;

/** A request is submitted here. */
final class Submitted extends Note {
  private final Value request;
  private final Value host;
  private final Value port;

  Submitted(String target, String method, Value request, Value host, Value port) {
    super(target, method);
    this.request = request;
    this.host = host;
    this.port = port;
  }

  @Override
  public void write(Code code) {
    request.write(code);
    host.write(code);
    port.write(code);
    code.junction("submitted", "(Ljava/lang/Object;Ljava/lang/String;I)V");
  }
}

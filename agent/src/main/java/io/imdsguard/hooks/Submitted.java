package io.imdsguard.hooks;

/** A request is submitted here. */
final class Submitted extends Note {
  private final Value request;
  private final Value host;
  private final Value port;

  /**
   * Creates a hook.
   *
   * @param target the request's target as a {@code java.net.URI}
   */
  Submitted(String className, String method, Value request, Value target) {
    this(className, method, request, target, null);
  }

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
    if (port == null) {
      code.junction("submitted", "(Ljava/lang/Object;Ljava/net/URI;)V");
    } else {
      port.write(code);
      code.junction("submitted", "(Ljava/lang/Object;Ljava/lang/String;I)V");
    }
  }
}

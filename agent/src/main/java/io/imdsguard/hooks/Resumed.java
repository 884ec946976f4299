package io.imdsguard.hooks;

/** A request that others than its submitter may have got hold of is carried out from here on. */
final class Resumed extends Note {
  private final Value request;

  Resumed(String target, String method, Value request) {
    super(target, method);
    this.request = request;
  }

  @Override
  public void write(Code code) {
    request.write(code);
    code.junction("resumed", "(Ljava/lang/Object;)V");
  }
}

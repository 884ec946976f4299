package io.imdsguard.hooks;

/** A request is submitted here: at the start of a method, at the end of a constructor. */
final class Submitted extends LibraryHook {
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
  void atStart(Code code) {
    if (!code.site().isConstructor()) {
      code.harmlessly(new Note());
    }
  }

  @Override
  void atReturn(Code code) {
    if (code.site().isConstructor()) {
      code.harmlesslyBeforeReturn(new Note());
    }
  }

  private final class Note implements Code.Part {
    @Override
    public void write(Code code) {
      request.write(code);
      host.write(code);
      port.write(code);
      code.junction("submitted", "(Ljava/lang/Object;Ljava/lang/String;I)V");
    }
  }
}

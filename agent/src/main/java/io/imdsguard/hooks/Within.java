package io.imdsguard.hooks;

/** Whatever happens on this thread within a method happens for a request. */
final class Within extends LibraryHook {
  private final Value request;

  Within(String target, String method, Value request) {
    super(target, method);
    this.request = request;
  }

  @Override
  void atStart(Code code) {
    code.harmlessly(new Enter());
  }

  @Override
  void atReturn(Code code) {
    exit(code);
  }

  @Override
  void atThrow(Code code) {
    exit(code);
  }

  @Override
  boolean isAround() {
    return true;
  }

  private void exit(Code code) {
    request.write(code);
    code.junction("exit", "(Ljava/lang/Object;)V");
  }

  private final class Enter implements Code.Part {
    @Override
    public void write(Code code) {
      request.write(code);
      code.out().visitLdcInsn(code.site().place());
      code.junction("enter", "(Ljava/lang/Object;Ljava/lang/String;)V");
    }
  }
}

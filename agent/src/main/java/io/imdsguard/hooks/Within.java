package io.imdsguard.hooks;

/** Whatever happens on this thread within a method happens for a request. */
class Within extends LibraryHook {
  private final Value request;

  Within(String target, String method, Value request) {
    super(target, method);
    this.request = request;
  }

  @Override
  final void atStart(Code code) {
    code.harmlessly(new Enter());
  }

  /** Writes what tells the junction of the beginning. */
  void enter(Code code) {
    request.write(code);
    code.out().visitLdcInsn(code.site().place());
    code.junction("enter", "(Ljava/lang/Object;Ljava/lang/String;)V");
  }

  @Override
  final void atReturn(Code code) {
    exit(code);
  }

  @Override
  final void atThrow(Code code) {
    exit(code);
  }

  @Override
  final boolean isAround() {
    return true;
  }

  private void exit(Code code) {
    request.write(code);
    code.junction("exit", "(Ljava/lang/Object;)V");
  }

  private final class Enter implements Code.Part {
    @Override
    public void write(Code code) {
      enter(code);
    }
  }
}

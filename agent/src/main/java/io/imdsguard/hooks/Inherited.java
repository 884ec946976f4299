package io.imdsguard.hooks;

/** What is known of one object of a client's holds for another from here on. */
final class Inherited extends LibraryHook {
  private final Value child;
  private final Value parent;

  Inherited(String target, String method, Value child, Value parent) {
    super(target, method);
    this.child = child;
    this.parent = parent;
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
      child.write(code);
      parent.write(code);
      code.junction("inherited", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    }
  }
}

package io.imdsguard.hooks;

/** What is known of one object of a client's holds for another from here on. */
final class Inherited extends Note {
  private final Value child;
  private final Value parent;

  Inherited(String target, String method, Value child, Value parent) {
    super(target, method);
    this.child = child;
    this.parent = parent;
  }

  @Override
  public void write(Code code) {
    child.write(code);
    parent.write(code);
    code.junction("inherited", "(Ljava/lang/Object;Ljava/lang/Object;)V");
  }
}

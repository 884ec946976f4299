package io.imdsguard.probes;

/** Opens no connection. */
public final class Hello {
  private Hello() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}

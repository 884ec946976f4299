package io.imdsguard.benchmarks;

/** A program that opens no connection; with an argument it also says how much memory it took. */
public final class HelloWorld {
  private HelloWorld() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("hello");
    if (arguments.length > 0) {
      System.out.println(Memory.resident("VmHWM"));
    }
  }
}

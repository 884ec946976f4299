package io.imdsguard.policy;

import java.util.Objects;

/**
 * One frame of the stack of whoever asked for metadata, as far as a policy may look at it.
 *
 * <p>Immutable.
 */
public final class Frame {
  private final String className;
  private final String methodName;
  private final String jar;
  private final String loader;

  /**
   * Creates a frame.
   *
   * @param className the binary name of the class that was written down in source: a lambda's
   *     hidden class is named by the class that holds the lambda
   * @param methodName the method, or {@code null} where the JDK does not tell (lambdas on Java 8)
   * @param jar the file name of the class's code source, such as {@code billing-1.2.jar}, or {@code
   *     null} if it has none
   * @param loader the class of the defining class loader, or {@code null} for the boot loader
   */
  public Frame(String className, String methodName, String jar, String loader) {
    this.className = className;
    this.methodName = methodName;
    this.jar = jar;
    this.loader = loader;
  }

  public String className() {
    return className;
  }

  public String methodName() {
    return methodName;
  }

  public String jar() {
    return jar;
  }

  public String loader() {
    return loader;
  }

  /** Whether this is the same method of the same class, wherever in it. */
  boolean isSameMethod(Frame other) {
    return className.equals(other.className)
        && Objects.equals(methodName, other.methodName)
        && Objects.equals(jar, other.jar)
        && Objects.equals(loader, other.loader);
  }

  /** The frame as the audit log shows it: {@code com.acme.Billing.run(billing-1.2.jar)}. */
  @Override
  public String toString() {
    String method = methodName == null ? "?" : methodName;
    return className + "." + method + (jar == null ? "" : "(" + jar + ")");
  }
}

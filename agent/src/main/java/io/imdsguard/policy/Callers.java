package io.imdsguard.policy;

import java.util.List;

/**
 * One entry of a rule's {@code callers}: everybody who is known, a group, or what a caller's class,
 * jar, loader and stack have to be. Immutable.
 */
final class Callers {
  static final String GROUPS = "@aws-sdk";
  private static final Callers ANYBODY = new Callers(false, null, null, null, null);
  private static final Callers AWS_SDK = new Callers(true, null, null, null, null);

  private final boolean awsSdk;
  private final ClassPattern type;
  private final String jar;
  private final ClassPattern through;
  private final ClassPattern loader;

  /**
   * Creates an entry; what is {@code null} makes no difference.
   *
   * @param type the caller's class
   * @param jar a glob for the file name of its code source
   * @param through a class that must be further up the stack
   * @param loader the class of the loader that defined the caller's class
   */
  Callers(ClassPattern type, String jar, ClassPattern through, ClassPattern loader) {
    this(false, type, jar, through, loader);
  }

  private Callers(
      boolean awsSdk, ClassPattern type, String jar, ClassPattern through, ClassPattern loader) {
    this.awsSdk = awsSdk;
    this.type = type;
    this.jar = jar;
    this.through = through;
    this.loader = loader;
  }

  /** The entry of a group's name or of {@code *}, or {@code null} if there is no such group. */
  static Callers group(String name) {
    switch (name) {
      case "*":
        return ANYBODY;
      case "@aws-sdk":
        return AWS_SDK;
      default:
        return null;
    }
  }

  /** Whether these are the AWS SDKs' providers and nobody else. */
  boolean areSdk() {
    return awsSdk;
  }

  /** Whether this is the caller; never one that nobody knows. */
  boolean match(Caller caller) {
    return mismatch(caller) == null;
  }

  /** The first of the caller's traits that another caller's would have to be; null if none. */
  String mismatch(Caller caller) {
    Frame frame = caller.frame();
    if (frame == null) {
      return "nobody is known";
    }
    if (awsSdk) {
      return AwsSdk.isProvider(frame.className()) ? null : "its class is no provider of an AWS SDK";
    }
    if (type != null && !type.matches(frame.className())) {
      return "its class";
    }
    if (jar != null && (frame.jar() == null || !Glob.matches(jar, frame.jar()))) {
      return "its jar";
    }
    if (loader != null && !loader.matches(frame.loader())) {
      return "its loader";
    }
    return through == null || isThrough(caller.frames()) ? null : "what it is called through";
  }

  private boolean isThrough(List<Frame> frames) {
    for (int i = 1; i < frames.size(); i++) {
      if (through.matches(frames.get(i).className())) {
        return true;
      }
    }
    return false;
  }
}

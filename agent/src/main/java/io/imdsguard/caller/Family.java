package io.imdsguard.caller;

/** Whether two classes are one code's own: the same package, or the same AWS SDK. */
final class Family {
  private static final String[] SDKS = {"software.amazon.awssdk.", "com.amazonaws."};

  private Family() {}

  static boolean same(Class<?> one, Class<?> other) {
    String a = one.getName();
    String b = other.getName();
    for (String sdk : SDKS) {
      if (a.startsWith(sdk)) {
        return b.startsWith(sdk);
      }
    }
    return packageOf(a).equals(packageOf(b)) && one.getClassLoader() == other.getClassLoader();
  }

  private static String packageOf(String className) {
    int slash = className.indexOf('/');
    String name = slash < 0 ? className : className.substring(0, slash);
    return name.substring(0, Math.max(0, name.lastIndexOf('.')));
  }
}

package io.imdsguard.hooks;

/** {@code java.net.ResponseCache#setDefault}: from now on {@link ResponseCaches} is needed. */
final class ResponseCacheInstalled extends Hook {
  static final String TARGET = "java/net/ResponseCache";

  private ResponseCacheInstalled() {
    super(TARGET);
  }

  static Hook hook() {
    return new ResponseCacheInstalled();
  }

  @Override
  boolean matches(Site site) {
    return site.isStatic() && site.signature().equals("setDefault(Ljava/net/ResponseCache;)V");
  }

  @Override
  void atStart(Code code) {
    code.load(0);
    code.handover("caching", "(Ljava/net/ResponseCache;)V");
  }
}

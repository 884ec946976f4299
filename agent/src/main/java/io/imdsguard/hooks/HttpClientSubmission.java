package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code jdk.internal.net.http.MultiExchange#MultiExchange(HttpRequest, …)}: built on the thread
 * that calls {@code send} or {@code sendAsync}, one for a request and all its redirect hops.
 */
final class HttpClientSubmission extends Hook {
  static final String TARGET = "jdk/internal/net/http/MultiExchange";
  private static final int THIS = 0;
  private static final int REQUEST = 1;

  private HttpClientSubmission() {
    super(TARGET);
  }

  static Hook hook() {
    return new HttpClientSubmission();
  }

  @Override
  boolean matches(Site site) {
    return site.signature().startsWith("<init>(Ljava/net/http/HttpRequest;");
  }

  @Override
  void atReturn(Code code) {
    code.load(THIS);
    code.load(REQUEST);
    code.out()
        .visitMethodInsn(
            Opcodes.INVOKEVIRTUAL, "java/net/http/HttpRequest", "uri", "()Ljava/net/URI;", false);
    code.junction("submitted", "(Ljava/lang/Object;Ljava/net/URI;)V");
  }
}

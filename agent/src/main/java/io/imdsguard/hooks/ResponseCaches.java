package io.imdsguard.hooks;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * {@code sun.net.www.protocol.http.HttpURLConnection}, wherever it looks at its {@code
 * java.net.ResponseCache}: for metadata there is none, or whoever installs one would be given a
 * copy of each answer, and could answer itself. A large class, and few ever install one: it is
 * rewritten once somebody does, see {@link ResponseCacheInstalled}.
 */
final class ResponseCaches extends Hook {
  static final String TARGET = "sun/net/www/protocol/http/HttpURLConnection";
  private static final String CACHE = "Ljava/net/ResponseCache;";
  private static final String URL = "Ljava/net/URL;";

  private ResponseCaches() {
    super(TARGET);
  }

  static Hook hook() {
    return new ResponseCaches();
  }

  @Override
  boolean matches(Site site) {
    return !site.isStatic()
        && (site.signature().equals("plainConnect0()V")
            || site.signature().equals("getInputStream0()Ljava/io/InputStream;"));
  }

  @Override
  boolean fits(int found) {
    return found == 2;
  }

  @Override
  MethodVisitor around(Site site, MethodVisitor next) {
    Code code = new Code(next, site);
    return new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitFieldInsn(int opcode, String owner, String field, String descriptor) {
        super.visitFieldInsn(opcode, owner, field, descriptor);
        if (opcode == Opcodes.GETFIELD && descriptor.equals(CACHE)) {
          code.load(0);
          code.get(TARGET, "url", URL);
          code.handover("cache", "(" + CACHE + URL + ")" + CACHE);
        }
      }
    };
  }
}

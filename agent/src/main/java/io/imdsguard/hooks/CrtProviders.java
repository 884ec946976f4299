package io.imdsguard.hooks;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** AWS CRT's credentials providers as one class loader has them, by reflection. Immutable. */
final class CrtProviders {
  private static final String CRT = "software.amazon.awssdk.crt.";
  private static final String ROOM = CRT + "auth.credentials.";

  private final ClassLoader loader;

  CrtProviders(ClassLoader loader) {
    this.loader = loader;
  }

  private Class<?> type(String name) throws ReflectiveOperationException {
    return Class.forName(name, true, loader);
  }

  /** A new provider of this simple name by its defaults, or {@code null} if it can't be made. */
  Object provider(String name) {
    try {
      return type(ROOM + name).getMethod("create").invoke(null);
    } catch (ReflectiveOperationException | LinkageError none) {
      return null;
    }
  }

  Future<?> credentials(Object provider) throws ReflectiveOperationException {
    Method get = type(ROOM + "CredentialsProvider").getMethod("getCredentials");
    return (Future<?>) get.invoke(provider);
  }

  Object made(byte[] accessKeyId, byte[] secretAccessKey, byte[] token)
      throws ReflectiveOperationException {
    return type(ROOM + "Credentials")
        .getConstructor(byte[].class, byte[].class, byte[].class)
        .newInstance(accessKeyId, secretAccessKey, token);
  }

  /** A provider that asks {@code handler}. */
  Object delegate(InvocationHandler handler) throws ReflectiveOperationException {
    Class<?> asked = type(ROOM + "DelegateCredentialsHandler");
    Class<?> building =
        type(ROOM + "DelegateCredentialsProvider$DelegateCredentialsProviderBuilder");
    Object builder = building.getConstructor().newInstance();
    Object proxy = Proxy.newProxyInstance(loader, new Class<?>[] {asked}, handler);
    building.getMethod("withHandler", asked).invoke(builder, proxy);
    return building.getMethod("build").invoke(builder);
  }

  /** Takes a provider's native handle from it, so that another object can own it. */
  long taken(Object provider) throws ReflectiveOperationException {
    Class<?> resource = type(CRT + "CrtResource");
    Field handle = resource.getDeclaredField("nativeHandle");
    handle.setAccessible(true);
    Method count = resource.getDeclaredMethod("decrementNativeObjectCount");
    count.setAccessible(true);
    long taken = handle.getLong(provider);
    handle.setLong(provider, 0);
    count.invoke(null);
    close(provider);
    return taken;
  }

  void close(Object provider) throws ReflectiveOperationException {
    type(CRT + "CrtResource").getMethod("close").invoke(provider);
  }

  /** Completes once native code has let go of the provider. */
  CompletableFuture<?> shutdown(Object provider) throws ReflectiveOperationException {
    Method future = type(ROOM + "CredentialsProvider").getMethod("getShutdownCompleteFuture");
    return (CompletableFuture<?>) future.invoke(provider);
  }

  /** Lets go of a native provider; the object it was made for hears of its end. */
  void destroy(long handle) throws ReflectiveOperationException {
    Class<?> base = type(ROOM + "CredentialsProvider");
    Method destroy = base.getDeclaredMethod("credentialsProviderDestroy", base, long.class);
    destroy.setAccessible(true);
    destroy.invoke(null, null, handle);
  }
}

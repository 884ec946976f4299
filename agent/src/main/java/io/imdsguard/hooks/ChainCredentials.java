package io.imdsguard.hooks;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;

/**
 * Gives native code credentials as its own chain would find them: from providers that do not ask
 * metadata, and only if all of them have none, from the agent by way of the gate. AWS CRT knows it
 * as a {@code DelegateCredentialsHandler}. Thread-safe.
 */
final class ChainCredentials implements InvocationHandler, Runnable {
  private static final int LINK_SECONDS = 10;

  private final CrtProviders crt;
  private final List<Object> links;
  private final GateCredentials last;
  private final long replaced;

  /** Native code holds this, and its own provider only weakly: that must stay, and its end. */
  private final List<Object> kept = new ArrayList<>();

  /**
   * Creates one.
   *
   * @param last what asks the gate, or {@code null} if metadata would not have been asked
   * @param replaced the native provider in whose place this is
   */
  ChainCredentials(CrtProviders crt, List<Object> links, GateCredentials last, long replaced) {
    this.crt = crt;
    this.links = links;
    this.last = last;
    this.replaced = replaced;
  }

  /** A native provider that asks this one, for somebody to own. */
  long handle() throws ReflectiveOperationException {
    Object relay = relay();
    Object provider = crt.delegate((InvocationHandler) relay);
    kept.add(provider);
    @SuppressWarnings("unchecked") // it takes anything
    BiConsumer<Object, Throwable> ended = (BiConsumer<Object, Throwable>) relay;
    kept.add(crt.shutdown(provider).whenComplete(ended));
    return crt.taken(provider);
  }

  /** What the library is given in this one's place: {@code boot.Relay} by its name at run time. */
  private Object relay() throws ReflectiveOperationException {
    return Class.forName(Requests.JUNCTION + "Relay")
        .getConstructor(InvocationHandler.class, Runnable.class)
        .newInstance(this, this);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    switch (method.getName()) {
      case "getCredentials":
        try {
          return credentials();
        } catch (Exception | LinkageError e) {
          throw none();
        }
      case "hashCode":
        return System.identityHashCode(this);
      case "equals":
        return false;
      default:
        return "credentials";
    }
  }

  /** Native code prints whatever is thrown, and reports an error of its own. */
  private static RuntimeException none() {
    RuntimeException none = new IllegalStateException("no credentials");
    none.setStackTrace(new StackTraceElement[0]);
    return none;
  }

  private Object credentials() throws Exception {
    for (Object link : links) {
      Object found = await(crt.credentials(link));
      if (found != null) {
        return found;
      }
    }
    if (last == null) {
      throw new IOException("no credentials");
    }
    return last.get(crt);
  }

  /**
   * What a link has found, or {@code null} if it has found nothing.
   *
   * @throws TimeoutException if that is not known yet: the next link's would be somebody else's
   */
  private static Object await(Future<?> found) throws TimeoutException, InterruptedException {
    // On one of native code's own threads, this may be what the link waits for.
    boolean ofNative = Thread.currentThread().getName().startsWith("AwsEventLoop");
    try {
      return found.get(ofNative ? 0 : LINK_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | CancellationException none) {
      return null;
    }
  }

  /** The owner has let go: now so can what was replaced, which tells the owner of its end. */
  @Override
  public void run() {
    try {
      for (Object link : links) {
        crt.close(link);
      }
      crt.destroy(replaced);
    } catch (ReflectiveOperationException | LinkageError e) {
      // Native memory stays taken; nobody waits for it.
    }
  }
}

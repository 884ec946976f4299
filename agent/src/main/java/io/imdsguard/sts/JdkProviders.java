package io.imdsguard.sts;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The JDK's own security providers, made anew, whatever an application has put before them or in
 * their place. Between {@link #enter} and {@link #leave} a thread knows no others: TLS and
 * signatures look up their ciphers, MACs and digests one by one, by the thread's list if there is
 * one.
 *
 * <p>Source: {@code sun.security.jca.Providers}, OpenJDK 8 to 27. Its package, and those of the
 * providers, have to be open to this class.
 */
public final class JdkProviders {
  private static final String SUN = "sun.security.provider.Sun";

  /** The first of each that can be made: up to JDK 11 SunJSSE is abstract. */
  private static final String[][] CLASSES = {
    {SUN},
    {"sun.security.rsa.SunRsaSign"},
    {"sun.security.ec.SunEC"},
    {"sun.security.ssl.SunJSSE", "com.sun.net.ssl.internal.ssl.Provider"},
    {"com.sun.crypto.provider.SunJCE"},
  };

  private static Object list;

  private final Object before;
  private final boolean entered;

  private JdkProviders(Object before, boolean entered) {
    this.before = before;
    this.entered = entered;
  }

  /** From now on, and until {@link #leave}, on this thread; of no effect on a JVM without them. */
  public static JdkProviders enter() {
    try {
      return new JdkProviders(call("beginThreadProviderList", list()), true);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError notOpenJdk) {
      return new JdkProviders(null, false);
    }
  }

  /** Ends what {@link #enter} began, on the same thread. */
  public void leave() {
    if (entered) {
      try {
        call("endThreadProviderList", before);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the security providers can't be put back", e);
      }
    }
  }

  /** The JDK's own random numbers; somebody else's on a JVM that has none. */
  public static SecureRandom random() {
    try {
      return SecureRandom.getInstance("SHA1PRNG", provider(SUN));
    } catch (ReflectiveOperationException
        | GeneralSecurityException
        | RuntimeException
        | LinkageError notOpenJdk) {
      return new SecureRandom();
    }
  }

  private static synchronized Object list() throws ReflectiveOperationException {
    if (list == null) {
      List<Provider> providers = new ArrayList<>(CLASSES.length);
      for (String[] names : CLASSES) {
        Provider provider = first(names);
        if (provider != null) {
          providers.add(provider);
        }
      }
      Method make =
          Class.forName("sun.security.jca.ProviderList").getMethod("newList", Provider[].class);
      make.setAccessible(true);
      list = make.invoke(null, (Object) providers.toArray(new Provider[0]));
    }
    return list;
  }

  /** The first of these that is there, or {@code null}: a runtime image may have none. */
  private static Provider first(String... names) {
    Provider found = null;
    for (int i = 0; found == null && i < names.length; i++) {
      try {
        found = provider(names[i]);
      } catch (ReflectiveOperationException | RuntimeException | LinkageError notThere) {
        found = null;
      }
    }
    return found;
  }

  private static Provider provider(String name) throws ReflectiveOperationException {
    ClassLoader last = last();
    Class<?> type = Class.forName(name, true, last);
    if (type.getClassLoader() != null) {
      // From JDK 9 to 21 SunEC lies in a module of its own, which offers it as a service.
      for (Provider offered : ServiceLoader.load(Provider.class, last)) {
        if (type.isInstance(offered)) {
          return offered;
        }
      }
    }
    Constructor<?> constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    return (Provider) constructor.newInstance();
  }

  /** The last loader before the boot loader: no class of an application's is found there. */
  private static ClassLoader last() {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    while (loader.getParent() != null) {
      loader = loader.getParent();
    }
    return loader;
  }

  private static Object call(String method, Object argument) throws ReflectiveOperationException {
    Method found =
        Class.forName("sun.security.jca.Providers")
            .getMethod(method, Class.forName("sun.security.jca.ProviderList"));
    found.setAccessible(true);
    return found.invoke(null, argument);
  }
}

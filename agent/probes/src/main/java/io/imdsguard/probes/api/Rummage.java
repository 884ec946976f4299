package io.imdsguard.probes.api;

import io.imdsguard.api.Credentials;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.ProxySelector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Follows every field that reflection opens to an application, from everything that the agent has
 * part in, and says whether one of the simulator's secrets was there: {@code Rummage} or, with a
 * secret where it must be found, {@code Rummage kept}.
 */
public final class Rummage {
  private static final Pattern SECRET = Pattern.compile("SIM[A-Za-z0-9]{25}");
  private static final int MOST = 500_000;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> next = new ArrayDeque<>();
  private int secrets;
  private int agents;

  private Rummage() {}

  /** What an application that keeps its credentials has. */
  private static final class Kept {
    private static Credentials credentials;
  }

  public static void main(String[] arguments) throws Exception {
    Credentials credentials = Permitted.credentials();
    ApiProbe.print("credentials", ApiProbe.text(credentials));
    Rummage rummage = new Rummage();
    if (arguments.length > 0) {
      Kept.credentials = credentials;
      rummage.statics(Kept.class);
    }
    Permitted.listen(unused -> {});
    rummage.statics(Class.forName("java.net.ImdsGuardJunction"));
    rummage.statics(Class.forName("java.net.ImdsGuardAddresses"));
    Class<?> entry = Class.forName("io.imdsguard.agent.ImdsGuardAgent");
    rummage.statics(entry);
    rummage.statics(Permitted.class.getClassLoader().loadClass("io.imdsguard.api.ImdsGuard"));
    rummage.add(entry.getProtectionDomain());
    rummage.add(System.getProperties());
    rummage.add(ProxySelector.getDefault());
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      rummage.add(thread);
      rummage.add(thread.getContextClassLoader());
      rummage.add(thread.getUncaughtExceptionHandler());
      rummage.add(thread.getThreadGroup());
    }
    rummage.walk();
    ApiProbe.print("agents-objects", "" + rummage.agents);
    ApiProbe.print("kept", "" + Kept.credentials);
    ApiProbe.print("secrets", "" + rummage.secrets);
    System.exit(0);
  }

  private void add(Object object) {
    if (object != null && seen.size() < MOST && seen.add(object)) {
      next.add(object);
    }
  }

  private void walk() {
    while (!next.isEmpty()) {
      Object object = next.remove();
      Class<?> type = object.getClass();
      if (type.getName().startsWith("io.imdsguard.") && type.getClassLoader() != ours()) {
        agents++;
      }
      read(object);
      for (Class<?> at = type; at != null; at = at.getSuperclass()) {
        fields(at, object);
      }
    }
  }

  private static ClassLoader ours() {
    return Rummage.class.getClassLoader();
  }

  private void read(Object object) {
    if (object instanceof CharSequence) {
      look(object.toString());
    } else if (object instanceof char[]) {
      look(new String((char[]) object));
    } else if (object instanceof byte[]) {
      look(new String((byte[]) object, StandardCharsets.ISO_8859_1));
    } else if (object instanceof Object[]) {
      for (int i = 0; i < Array.getLength(object); i++) {
        add(Array.get(object, i));
      }
    } else if (object instanceof Collection) {
      ((Collection<?>) object).forEach(this::add);
    } else if (object instanceof Map) {
      ((Map<?, ?>) object).values().forEach(this::add);
    }
  }

  private void look(String text) {
    if (SECRET.matcher(text).find()) {
      secrets++;
    }
  }

  private void statics(Class<?> type) {
    fields(type, null);
  }

  private void fields(Class<?> type, Object of) {
    for (Field field : type.getDeclaredFields()) {
      boolean wanted = Modifier.isStatic(field.getModifiers()) || of != null;
      if (wanted && !field.getType().isPrimitive()) {
        follow(field, of);
      }
    }
  }

  private void follow(Field field, Object of) {
    try {
      field.setAccessible(true);
      add(field.get(of));
    } catch (ReflectiveOperationException | RuntimeException closed) {
      // A module's wall.
      return;
    }
  }
}

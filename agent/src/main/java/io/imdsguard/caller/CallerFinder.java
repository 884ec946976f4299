package io.imdsguard.caller;

import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Frame;
import java.security.AccessController;
import java.security.PrivilegedAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Finds who asked on the current thread's stack: the nearest frame outside the JDK, the agent,
 * reflection and the client libraries. Thread-safe.
 */
public final class CallerFinder {
  /** Frames kept for {@code through} rules and the audit log. */
  private static final int MAX_FRAMES = 64;

  private final Stack stack;
  private final ClassLoader agent;

  public CallerFinder() {
    this(stackOfThisJdk(), CallerFinder.class.getClassLoader());
  }

  CallerFinder(Stack stack, ClassLoader agent) {
    this.stack = stack;
    this.agent = agent;
  }

  private static Stack stackOfThisJdk() {
    try {
      return Class.forName("io.imdsguard.caller.WalkerStack")
          .asSubclass(Stack.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError java8) {
      return new ContextStack();
    }
  }

  /**
   * Who asks, if this thread is connecting for whoever is on its stack. Never throws.
   *
   * @param scope what the thread does for a request that is known, or {@code null}
   */
  public Sighting look(Scope scope) {
    return look(Look.CONNECT, scope);
  }

  /**
   * Who asks, if this thread is handing a request over to an asynchronous client, whose own frames
   * are then the nearest. Never throws.
   */
  public Caller lookAtSubmission(Scope scope) {
    return look(Look.SUBMIT, scope).caller();
  }

  /**
   * Who asks, if this thread has Netty open a connection: nobody, if that is for a client which
   * decides later what goes over it. Never throws.
   */
  public Caller lookAtOpening(Scope scope) {
    return look(Look.OPEN, scope).caller();
  }

  /**
   * Goes once through all that a look can meet, for what the JVM loads with it: the agent's own
   * code stands for the application's.
   */
  public void rehearse() {
    ClassLoader nobodys = ClassLoader.getSystemClassLoader().getParent();
    new CallerFinder(stack, nobodys).look(null);
  }

  /**
   * The class that has called those whose names begin like this on the current thread, nearest
   * first, or {@code null}. Never throws.
   */
  public Class<?> callerOf(String prefix) {
    return AccessController.doPrivileged(new CallerOf(stack, prefix));
  }

  private static final class CallerOf implements PrivilegedAction<Class<?>> {
    private final Stack stack;
    private final String prefix;

    CallerOf(Stack stack, String prefix) {
      this.stack = stack;
      this.prefix = prefix;
    }

    @Override
    public Class<?> run() {
      try {
        return stack.callerOf(prefix);
      } catch (ReflectiveOperationException | RuntimeException e) {
        // Then nobody has.
        return null;
      }
    }
  }

  private Sighting look(int when, Scope scope) {
    String thread = Thread.currentThread().getName();
    try {
      // An application's security manager must not object to its own classes being looked at.
      return AccessController.doPrivileged(new Look(this, when, scope, thread));
    } catch (RuntimeException | LinkageError e) {
      String why = "the stack could not be read: " + e.getClass().getName();
      return new Sighting(Caller.unattributed(why, null, thread), false);
    }
  }

  /** A look at the stack; the agent's own frames are not counted. */
  static final class Look implements PrivilegedAction<Sighting> {
    static final int CONNECT = 0;
    static final int SUBMIT = 1;
    static final int OPEN = 2;

    private final CallerFinder finder;
    private final int when;
    private final Scope scope;
    private final String thread;

    Look(CallerFinder finder, int when, Scope scope, String thread) {
      this.finder = finder;
      this.when = when;
      this.scope = scope;
      this.thread = thread;
    }

    @Override
    public Sighting run() {
      try {
        return finder.sight(finder.stack.frames(), thread, when, scope);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  Sighting sight(List<RawFrame> raw, String thread, int when, Scope scope) {
    int at = 0;
    int client = -1;
    boolean datagram = false;
    String engine = null;
    String front = null;
    boolean reflected = false;
    Known what = Known.NONE;
    for (; at < raw.size(); at++) {
      Class<?> type = raw.get(at).type;
      String name = type.getName();
      if (isAgent(type)) {
        // Reflection of the agent's own is nearer than all of this.
        reflected = false;
        continue;
      }
      if (scope != null && scope.isAt(raw.get(at))) {
        Caller known = scope.caller();
        return new Sighting(
            known == null ? nobody(name, Clients.name(client), thread) : known, datagram);
      }
      Sort sort = Sort.of(type);
      boolean jdk = sort.jdk;
      what = sort.what;
      if (what == Known.LOOP && "<init>".equals(raw.get(at).method())) {
        // Made by whoever submits, run by the engine.
        what = Known.LIBRARY;
      }
      if (what == Known.LIBRARY && KnownCode.isSignal(name, raw.get(at).method())) {
        what = Known.LOOP;
      }
      client = Math.max(client, sort.client);
      datagram |= jdk && client < 0 && name.startsWith("sun.nio.ch.Datagram");
      if (engine == null && (hides(what, name, when) || (jdk && Tasks.hide(raw, at)))) {
        engine = name;
      }
      if (what == Known.LOOP) {
        break;
      }
      if (jdk && front == null && isFront(what, name, reflected)) {
        front = name;
      }
      reflected = jdk && KnownCode.isReflection(name);
      if (!jdk && (what == Known.NONE || what == Known.INTERPRETER)) {
        break;
      }
    }
    String via = Clients.name(client);
    if (engine != null) {
      return new Sighting(nobody(engine, via, thread), datagram);
    }
    if (at == raw.size() || what == Known.LOOP) {
      String why = "nothing but the JDK and client libraries is on the stack";
      return new Sighting(Caller.unattributed(why, via, thread), datagram);
    }
    String direct = what == Known.INTERPRETER ? raw.get(at).type.getName() : front;
    int behind = behind(raw, at);
    if (direct == null) {
      direct = interpreter(raw, at + 1, behind);
    }
    String distant = direct == null ? interpreter(raw, behind, raw.size()) : null;
    return new Sighting(Caller.attributed(frames(raw, at), via, thread, direct, distant), datagram);
  }

  /**
   * Whether a frame hides who asked from those below it. A submission comes through the client's
   * own frames; a connection of Netty's comes through Netty's, but another engine's pool opens it
   * for whoever will need it.
   */
  private static boolean hides(Known what, String name, int when) {
    if (what == Known.LOOP) {
      return !name.startsWith("java.");
    }
    if (what != Known.ENGINE || when == Look.SUBMIT) {
      return false;
    }
    return when == Look.CONNECT || !KnownCode.isNetty(name);
  }

  /**
   * Whether a class of the JDK does what somebody else than its caller has told it: an interpreter,
   * or whatever calls by reflection and is not reflection itself, as listeners and lazy values do
   * that can be made from names alone.
   */
  private static boolean isFront(Known what, String name, boolean reflected) {
    return what == Known.INTERPRETER
        || KnownCode.isFetcher(name)
        || (reflected && !KnownCode.isReflection(name));
  }

  private static Caller nobody(String engine, String via, String thread) {
    return Caller.unattributed(
        (engine.startsWith("java.util.")
                ? "a task connected that may be anybody's: "
                : "the engine of an asynchronous client connected: ")
            + engine,
        via,
        thread);
  }

  /**
   * The index just after the caller's own frames and what carries them (the JDK, reflection, client
   * libraries): the first frame there that is somebody else's, plus one if it is an interpreter.
   */
  private int behind(List<RawFrame> raw, int caller) {
    Class<?> own = raw.get(caller).type;
    for (int i = caller + 1; i < raw.size(); i++) {
      Class<?> type = raw.get(i).type;
      Sort sort = Sort.of(type);
      if (sort.what == Known.INTERPRETER) {
        return i + 1;
      }
      boolean carrier = sort.jdk || isAgent(type) || sort.what != Known.NONE;
      if (!carrier && !Family.same(own, type)) {
        return i;
      }
    }
    return raw.size();
  }

  private static String interpreter(List<RawFrame> raw, int from, int to) {
    for (int i = from; i < to; i++) {
      Class<?> type = raw.get(i).type;
      if (Sort.of(type).what == Known.INTERPRETER) {
        return type.getName();
      }
    }
    return null;
  }

  private List<Frame> frames(List<RawFrame> raw, int caller) {
    List<Frame> frames = new ArrayList<>();
    for (int i = caller; i < raw.size() && frames.size() < MAX_FRAMES; i++) {
      Class<?> type = raw.get(i).type;
      Sort sort = Sort.of(type);
      boolean library = i > caller && sort.what == Known.LIBRARY;
      if (!isAgent(type) && !sort.jdk && !library) {
        frames.add(Frames.describe(raw.get(i)));
      }
    }
    return Collections.unmodifiableList(frames);
  }

  private boolean isAgent(Class<?> type) {
    return type.getClassLoader() == agent;
  }
}

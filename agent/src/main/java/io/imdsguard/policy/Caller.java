package io.imdsguard.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Who asked for metadata: the code that wanted the answer and the frames behind it, or nobody
 * known.
 *
 * <p>Immutable. Built by the {@code caller} room from a stack, read by rules.
 */
public final class Caller {
  private final List<Frame> frames;
  private final String unattributed;
  private final String client;
  private final String thread;
  private final String interpreter;
  private final String distantInterpreter;

  private Caller(
      List<Frame> frames,
      String unattributed,
      String client,
      String thread,
      String interpreter,
      String distantInterpreter) {
    this.frames = Collections.unmodifiableList(new ArrayList<>(frames));
    this.unattributed = unattributed;
    this.client = client;
    this.thread = thread;
    this.interpreter = interpreter;
    this.distantInterpreter = distantInterpreter;
  }

  /**
   * A caller that the stack names.
   *
   * @param frames the caller's own frame first, then those behind it, nearest first, without the
   *     JDK, the agent and the client libraries; at least one
   * @param client the HTTP client that carries the request, such as {@code HttpURLConnection}, or
   *     {@code null} if unknown
   * @param thread the name of the thread that asked
   * @param interpreter the expression engine, deserialiser, script engine, JNDI factory or XML
   *     parser that stands directly behind the caller's own frames or in front of them, or {@code
   *     null}
   * @param distantInterpreter one that stands further up the stack, or {@code null}
   */
  public static Caller attributed(
      List<Frame> frames,
      String client,
      String thread,
      String interpreter,
      String distantInterpreter) {
    if (frames.isEmpty()) {
      throw new IllegalArgumentException("an attributed caller has at least one frame");
    }
    return new Caller(frames, null, client, thread, interpreter, distantInterpreter);
  }

  /**
   * Nobody that the stack can name with certainty; never trusted.
   *
   * @param why what hid the caller, for the audit log
   */
  public static Caller unattributed(String why, String client, String thread) {
    return new Caller(Collections.<Frame>emptyList(), why, client, thread, null, null);
  }

  public boolean isAttributed() {
    return unattributed == null;
  }

  /** Why nobody is named, or {@code null} if somebody is. */
  public String whyUnattributed() {
    return unattributed;
  }

  /** The code that wanted the answer, or {@code null} if unattributed. */
  public Frame frame() {
    return frames.isEmpty() ? null : frames.get(0);
  }

  /** The caller's frame and those behind it, nearest first; empty if unattributed. */
  public List<Frame> frames() {
    return frames;
  }

  /** Whether this frame is the caller's own or among those behind it. */
  public boolean has(Frame other) {
    for (Frame frame : frames) {
      if (frame.isSameMethod(other)) {
        return true;
      }
    }
    return false;
  }

  public String client() {
    return client;
  }

  public String thread() {
    return thread;
  }

  public String interpreter() {
    return interpreter;
  }

  public String distantInterpreter() {
    return distantInterpreter;
  }
}

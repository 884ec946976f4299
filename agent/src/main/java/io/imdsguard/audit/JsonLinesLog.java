package io.imdsguard.audit;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.security.AccessController;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Events as JSON Lines, appended to a file or written to standard error. One thread writes, so that
 * a disk or pipe that blocks holds up that thread and nobody for longer than he chose to wait.
 * Thread-safe.
 */
public final class JsonLinesLog implements AuditLog, Runnable {
  private static final int QUEUE = 1_024;
  private static final int IDLE_SECONDS = 10;

  private final String target;
  private final Notice notice;
  private final ThreadFactory threads;
  private final Sink sink;
  private final long pid = ThisProcess.pid();
  private final String host = ThisProcess.host();
  private final AtomicLong seq = new AtomicLong();
  private final AtomicLong lost = new AtomicLong();
  private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(QUEUE);
  private boolean running;
  private boolean failing;

  JsonLinesLog(String target, Notice notice, ThreadFactory threads) {
    this.threads = threads;
    this.target = target;
    this.notice = notice;
    this.sink = new Sink(target.equals("stderr") ? null : new File(target));
  }

  /**
   * Opens the log. A file that can't be written is reported at once.
   *
   * @param target a file, or {@code stderr}
   * @param notice where the operator is told of a log that can't be written
   * @param threads what makes the thread that writes: one that inherits nothing
   */
  public static JsonLinesLog open(String target, Notice notice, ThreadFactory threads) {
    JsonLinesLog log = new JsonLinesLog(target, notice, threads);
    try {
      log.sink.probe();
    } catch (IOException | RuntimeException e) {
      log.failed(e);
    }
    return log;
  }

  @Override
  public long nextSeq() {
    return seq.incrementAndGet();
  }

  @Override
  public boolean write(Event event, int millis) {
    return submit(new Entry(line(event), true), millis);
  }

  @Override
  public boolean rehearse(Event event, int millis) {
    return submit(new Entry(line(event), false), millis);
  }

  private boolean submit(Entry entry, int millis) {
    if (!queue.offer(entry)) {
      lost.addAndGet(entry.counts ? 1 : 0);
      return false;
    }
    ensureRunning();
    return entry.await(millis);
  }

  private synchronized void ensureRunning() {
    if (!running) {
      // Whoever starts a process writes on his own thread, and may be allowed less than the agent.
      AccessController.doPrivileged(new StartWriter(threads, this));
      running = true;
    }
  }

  @Override
  public void run() {
    boolean ended = false;
    try {
      while (!ended) {
        Entry entry = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
        if (entry == null) {
          ended = mayEnd();
        } else {
          entry.done(!entry.counts || append(entry.line));
        }
      }
    } catch (InterruptedException e) {
      // Nobody of ours interrupts this thread; the next event starts another.
    } finally {
      if (!ended) {
        end();
      }
    }
  }

  private synchronized boolean mayEnd() {
    running = !queue.isEmpty();
    return !running;
  }

  private synchronized void end() {
    running = false;
  }

  private boolean append(String line) {
    try {
      long missing = lost.get();
      if (missing > 0) {
        String gap =
            new JsonLine()
                .text("time", UtcText.of(System.currentTimeMillis()))
                .number("lost", missing)
                .end();
        sink.write(gap);
        lost.addAndGet(-missing);
      }
      sink.write(line);
      worksAgain(missing);
      return true;
    } catch (IOException | RuntimeException e) {
      lost.incrementAndGet();
      failed(e);
      return false;
    }
  }

  private synchronized void failed(Exception e) {
    if (!failing) {
      failing = true;
      notice.say("the audit log " + target + " can't be written: " + why(e));
    }
  }

  /** These have nothing but the file's name for a message. */
  private static String why(Exception e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such folder";
    }
    return e instanceof AccessDeniedException ? "access is denied" : e.getMessage();
  }

  private synchronized void worksAgain(long missing) {
    if (failing) {
      failing = false;
      notice.say("the audit log " + target + " is written again; events lost: " + missing);
    }
  }

  private String line(Event event) {
    JsonLine line = new JsonLine();
    line.text("time", UtcText.of(event.timeMillis)).number("seq", event.seq);
    line.text("decision", event.decision).text("rule", event.rule).text("reason", event.reason);
    line.text("mode", event.mode).text("service", event.service).text("method", event.method);
    line.text("path", event.path).text("command", event.command);
    line.text("kind", event.kind).text("imds", event.imds);
    line.number("status", event.status).text("answered", event.answered);
    line.number("micros", event.micros);
    if (event.callerClass == null) {
      line.text("caller", null);
    } else {
      line.open("caller").text("class", event.callerClass).text("method", event.callerMethod);
      line.text("jar", event.callerJar).text("loader", event.callerLoader);
      line.texts("stack", event.callerStack).close();
    }
    line.text("client", event.client).text("thread", event.thread).number("pid", pid);
    if (event.childPid > 0) {
      line.number("child_pid", event.childPid);
    }
    line.text("host", host);
    if (event.sessionName != null) {
      line.text("session_name", event.sessionName);
    }
    line.text("access_key_id", event.accessKeyId);
    return line.text("expiration", event.expiration).end();
  }

  /** A line on its way, and whether it arrived. */
  private static final class Entry {
    private final String line;

    /** Whether it is an event's, and not rehearsed. */
    private final boolean counts;

    private boolean done;
    private boolean written;

    Entry(String line, boolean counts) {
      this.line = line;
      this.counts = counts;
    }

    synchronized void done(boolean success) {
      done = true;
      written = success;
      notifyAll();
    }

    synchronized boolean await(int millis) {
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
      try {
        for (long left = millis; !done && left > 0; ) {
          wait(left);
          left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return written;
    }
  }
}

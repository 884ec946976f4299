package io.imdsguard.probes.clients;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Permitted callers and strangers that share one client and ask at the same time, so that what its
 * pool opens for one may be used by another.
 */
final class Crowd {
  /** More than the pools that allow two connections to a host let through at a time. */
  private static final int PAIRS = 6;

  private final Client client;
  private final String form;
  private final String prefix;
  private final CountDownLatch start = new CountDownLatch(1);

  private Crowd(Client client, String form, String prefix) {
    this.client = client;
    this.form = form;
    this.prefix = prefix;
  }

  static Crowd of(Client client, String form, String prefix) {
    return new Crowd(client, form, prefix);
  }

  /** What each has asked for, and what came of it. */
  List<String> asked() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2 * PAIRS);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < PAIRS; i++) {
        String permitted = form + "-crowd-permitted-" + i;
        String stranger = form + "-crowd-stranger-" + i;
        answers.add(threads.submit(() -> ask(permitted, true)));
        answers.add(threads.submit(() -> ask(stranger, false)));
      }
      start.countDown();
      List<String> all = new ArrayList<>();
      for (Future<String> answer : answers) {
        all.add(answer.get(60, TimeUnit.SECONDS));
      }
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private String ask(String name, boolean permitted) throws InterruptedException {
    start.await();
    try {
      String url = prefix + name;
      String answer =
          permitted ? Permitted.ask(client, form, url) : Stranger.ask(client, form, url);
      return name + " " + Cell.status(answer);
    } catch (Exception | LinkageError e) {
      return name + " threw " + String.valueOf(e).replace('\n', ' ');
    }
  }
}

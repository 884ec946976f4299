package io.imdsguard.simulator;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** The faults that are due, oldest first. Thread-safe. */
final class FaultPlan {
  static final int FOREVER = -1;

  private final List<Entry> entries = new ArrayList<>();

  private static final class Entry {
    final Predicate<RecordedRequest> which;
    final Fault fault;
    int left;

    Entry(Predicate<RecordedRequest> which, Fault fault, int left) {
      this.which = which;
      this.fault = fault;
      this.left = left;
    }
  }

  /** Plans a fault for the next so many matching requests, or {@link #FOREVER}. */
  synchronized void add(int times, Predicate<RecordedRequest> which, Fault fault) {
    entries.add(new Entry(which, fault, times));
  }

  synchronized void clear() {
    entries.clear();
  }

  /** Takes the fault for a request. */
  synchronized Fault take(RecordedRequest request) {
    for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
      Entry entry = all.next();
      if (entry.which.test(request)) {
        if (entry.left != FOREVER && --entry.left == 0) {
          all.remove();
        }
        return entry.fault;
      }
    }
    return Fault.NONE;
  }
}

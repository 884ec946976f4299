package io.imdsguard.gate;

/** Where a request's head ends: at its first empty line. Not thread-safe. */
final class HeadEnd {
  private int previous = -1;
  private int length;

  /** Takes the next byte; whether that is the head's last. */
  boolean isAt(int b) {
    boolean end = false;
    if (b != '\n') {
      length++;
    } else if (length == 0 || (length == 1 && previous == '\r')) {
      // An empty line ends a head, whether its lines end as they should or not.
      end = true;
    } else {
      length = 0;
    }
    previous = b;
    return end;
  }
}

package io.imdsguard.metadata;

import java.io.IOException;

/**
 * The credentials that the agent fetched once and hands out to all, their bytes as they came.
 * Thread-safe.
 */
interface Snapshot extends Keys {

  /**
   * The answer to a credentials path, or {@code null} if it is another path.
   *
   * @param refresher who is told if there is something to be refreshed, now or later
   * @throws IOException if there is no last good answer and none can be fetched
   */
  Reply answer(String path, Refresher refresher) throws IOException;

  /** Loads what is asked for first and is not held. */
  void load(Refresher refresher) throws IOException;

  /** How many milliseconds until something in use is to be refreshed, 0 if now, -1 if never. */
  long refreshDelayMillis();

  /** Refreshes what is due. */
  void refreshDue();
}

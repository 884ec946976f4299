package io.imdsguard.metadata;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** One open connection to a metadata service. Not thread-safe. */
public interface Wire extends Closeable {

  InputStream in() throws IOException;

  OutputStream out() throws IOException;

  /**
   * Limits how long one read may wait; then it throws {@link java.net.SocketTimeoutException}.
   *
   * @param millis milliseconds, 0 for no limit
   */
  void readTimeout(int millis) throws IOException;
}

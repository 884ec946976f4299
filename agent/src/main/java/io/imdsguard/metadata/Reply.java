package io.imdsguard.metadata;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A metadata service's answer, its body not read yet. Close it to close its connection. */
public interface Reply extends Closeable {

  int status();

  /**
   * All header fields but the hop-by-hop ones of RFC 9110 section 7.6.1, in the order they came. A
   * {@code Content-Length} is among them if the service sent one; an answer from the snapshot has a
   * {@code Content-Type} only.
   */
  List<Header> headers();

  /**
   * The length of {@link #body} in bytes, or -1 if only the end of the stream tells. 0 for an
   * answer to {@code HEAD}, whatever length its header fields announce.
   */
  long length();

  /**
   * The body, decoded from any transfer coding. Empty for an answer to {@code HEAD}. Reading it
   * fails if it ends before it should ({@link java.io.EOFException}) or the time is over ({@link
   * java.net.SocketTimeoutException}): it is never silently short.
   */
  InputStream body() throws IOException;

  /** Whether the answer came from the agent's snapshot. */
  boolean fromSnapshot();

  /** The access key id in the answer, if it is a credentials document, else {@code null}. */
  String accessKeyId();

  /** The expiration in the answer, if it is a credentials document, else {@code null}. */
  String expiration();

  /** What the operator should know about the answer besides, or {@code null}. */
  String note();
}

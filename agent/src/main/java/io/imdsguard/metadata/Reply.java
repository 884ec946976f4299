package io.imdsguard.metadata;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** A metadata service's answer, its body not read yet. Close it to close its connection. */
public interface Reply extends Closeable {

  int status();

  /** All header fields but the hop-by-hop ones of RFC 9110 section 7.6.1. */
  List<Header> headers();

  /** The length of the body in bytes, or -1 if only the end of the stream tells. */
  long length();

  /** The body, decoded from any transfer coding. Empty for an answer to {@code HEAD}. */
  InputStream body() throws IOException;

  /** Whether the answer came from the agent's snapshot. */
  boolean fromSnapshot();

  /** The access key id in the answer, if it is a credentials document, else {@code null}. */
  String accessKeyId();

  /** The expiration in the answer, if it is a credentials document, else {@code null}. */
  String expiration();
}

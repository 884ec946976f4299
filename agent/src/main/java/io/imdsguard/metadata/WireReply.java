package io.imdsguard.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;

/** An answer whose body is read from its connection. Not thread-safe. */
final class WireReply implements Reply {
  private final int status;
  private final List<Header> headers;
  private final long length;
  private final InputStream body;
  private final Wire wire;

  WireReply(int status, List<Header> headers, long length, InputStream body, Wire wire) {
    this.status = status;
    this.headers = Collections.unmodifiableList(headers);
    this.length = length;
    this.body = body;
    this.wire = wire;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public List<Header> headers() {
    return headers;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public boolean fromSnapshot() {
    return false;
  }

  @Override
  public String accessKeyId() {
    return null;
  }

  @Override
  public String expiration() {
    return null;
  }

  @Override
  public String note() {
    return null;
  }

  @Override
  public void close() throws IOException {
    wire.close();
  }
}

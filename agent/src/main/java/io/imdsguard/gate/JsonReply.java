package io.imdsguard.gate;

import io.imdsguard.metadata.Header;
import io.imdsguard.metadata.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;

/**
 * A role's document as a container's credentials endpoint would answer it: EC2 calls it plain text,
 * and says more in it than such an endpoint does.
 */
final class JsonReply implements Reply {
  private final Reply document;

  JsonReply(Reply document) {
    this.document = document;
  }

  @Override
  public int status() {
    return document.status();
  }

  @Override
  public List<Header> headers() {
    return Collections.singletonList(new Header("Content-Type", "application/json"));
  }

  @Override
  public long length() {
    return document.length();
  }

  @Override
  public InputStream body() throws IOException {
    return document.body();
  }

  @Override
  public boolean fromSnapshot() {
    return document.fromSnapshot();
  }

  @Override
  public String accessKeyId() {
    return document.accessKeyId();
  }

  @Override
  public String expiration() {
    return document.expiration();
  }

  @Override
  public String note() {
    return document.note();
  }

  @Override
  public void close() throws IOException {
    document.close();
  }
}

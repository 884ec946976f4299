package io.imdsguard.metadata;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;

/** An answer whose body is in memory: one from the snapshot, or one that many callers share. */
final class HeldReply implements Reply {
  private final Answer answer;
  private final boolean fromSnapshot;
  private final CredentialsFields fields;

  /**
   * Creates a reply.
   *
   * @param answer the service's answer; one from the snapshot is passed on without its header
   *     fields, which were true of another moment
   * @param fields what the body says if it is a credentials document, else {@code null}
   */
  HeldReply(Answer answer, boolean fromSnapshot, CredentialsFields fields) {
    this.answer = answer;
    this.fromSnapshot = fromSnapshot;
    this.fields = fields;
  }

  @Override
  public int status() {
    return answer.status();
  }

  @Override
  public List<Header> headers() {
    return fromSnapshot
        ? Collections.singletonList(new Header("Content-Type", "text/plain"))
        : answer.headers();
  }

  @Override
  public long length() {
    return answer.body().length;
  }

  @Override
  public InputStream body() {
    return new ByteArrayInputStream(answer.body());
  }

  @Override
  public boolean fromSnapshot() {
    return fromSnapshot;
  }

  @Override
  public String accessKeyId() {
    return fields == null ? null : fields.accessKeyId();
  }

  @Override
  public String expiration() {
    return fields == null ? null : fields.expiration();
  }

  @Override
  public void close() {
    // There is no connection behind it.
  }
}

package io.imdsguard.metadata;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Collections;
import java.util.List;

/** An answer whose body is in memory: one from the snapshot, or one that many callers share. */
final class HeldReply implements Reply {
  private static final String CONTENT_TYPE = "Content-Type";

  private final Answer answer;
  private final boolean fromSnapshot;
  private final CredentialsFields fields;
  private final String note;

  /**
   * Creates a reply.
   *
   * @param answer the service's answer; one from the snapshot is passed on with its content type
   *     alone, because its other header fields were true of another moment
   * @param fields what the body says if it is a credentials document, else {@code null}
   * @param note as {@link #note}
   */
  HeldReply(Answer answer, boolean fromSnapshot, CredentialsFields fields, String note) {
    this.answer = answer;
    this.fromSnapshot = fromSnapshot;
    this.fields = fields;
    this.note = note;
  }

  /** What EC2 answers for a role that it does not list. */
  static HeldReply notFound() {
    return new HeldReply(Answer.notFound(), true, null, null);
  }

  @Override
  public int status() {
    return answer.status();
  }

  @Override
  public List<Header> headers() {
    if (!fromSnapshot) {
      return answer.headers();
    }
    String type = Fields.value(answer.headers(), CONTENT_TYPE);
    return Collections.singletonList(new Header(CONTENT_TYPE, type == null ? "text/plain" : type));
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
  public String note() {
    return note;
  }

  @Override
  public void close() {
    // There is no connection behind it.
  }
}

package io.imdsguard.simulator;

import java.time.Duration;

/**
 * The Compute Engine metadata server.
 *
 * <p>Rules from cloud.google.com/compute/docs/metadata: {@code Metadata-Flavor: Google} in request
 * and answer, {@code X-Forwarded-For} refused (403 here), {@code wait_for_change} with {@code
 * last_etag} and {@code timeout_sec}, {@code recursive=true} for JSON.
 */
final class Gcp implements Site {
  private static final String FLAVOR = "Metadata-Flavor";
  private static final String ROOT = "/computeMetadata/v1";

  private final GcpMetadata metadata;
  private final boolean alone;

  /** Creates one; if it is not alone, {@code /} belongs to it only with the flavor header. */
  Gcp(GcpMetadata metadata, boolean alone) {
    this.metadata = metadata;
    this.alone = alone;
  }

  @Override
  public boolean serves(RecordedRequest request) {
    return alone
        || request.path().startsWith("/computeMetadata")
        || (request.path().equals("/") && request.header(FLAVOR) != null);
  }

  @Override
  public Answer answer(RecordedRequest request) throws InterruptedException {
    return reply(request).with(FLAVOR, "Google").with("Server", "Metadata Server for VM");
  }

  private Answer reply(RecordedRequest request) throws InterruptedException {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return Answer.error(405);
    }
    if (request.path().equals("/")) {
      return Answer.of(200, "application/text", "computeMetadata/\n");
    }
    if (!"Google".equals(request.header(FLAVOR)) || request.header("X-Forwarded-For") != null) {
      return Answer.error(403);
    }
    if (!request.path().startsWith(ROOT)) {
      return Answer.error(404);
    }
    String path = request.path().substring(ROOT.length());
    path = path.startsWith("/") ? path.substring(1) : path;
    if (seconds(request) < 0) {
      return Answer.error(400);
    }
    boolean recursive = "true".equals(request.query("recursive"));
    String content = content(request, path, recursive);
    if (content == null) {
      return Answer.error(404);
    }
    boolean json = recursive || path.endsWith("/token");
    return Answer.of(200, json ? "application/json" : "application/text", content)
        .with("ETag", GcpMetadata.etag(content));
  }

  private String content(RecordedRequest request, String path, boolean recursive)
      throws InterruptedException {
    if (!"true".equals(request.query("wait_for_change"))) {
      return metadata.read(path, recursive);
    }
    Duration timeout = Duration.ofSeconds(Math.max(0, seconds(request)));
    return metadata.awaitChange(path, recursive, request.query("last_etag"), timeout);
  }

  /** The time-out of a long poll in seconds, 0 for none, -1 for one that is no number. */
  private static int seconds(RecordedRequest request) {
    String text = request.query("timeout_sec");
    try {
      return text == null ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

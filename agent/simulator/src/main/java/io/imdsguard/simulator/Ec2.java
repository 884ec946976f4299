package io.imdsguard.simulator;

import java.util.List;

/**
 * The EC2 instance metadata service.
 *
 * <p>Rules from the AWS EC2 user guide, "Use the Instance Metadata Service to access instance
 * metadata". The guide gives no status for {@code X-Forwarded-For} (403 here) and for methods other
 * than GET, HEAD and PUT (405 here).
 */
final class Ec2 implements Site {
  private static final String TTL_HEADER = "X-aws-ec2-metadata-token-ttl-seconds";

  private final State state;
  private final Ec2Data data;
  private final String lastModified;

  Ec2(State state, Ec2Data data) {
    this.state = state;
    this.data = data;
    this.lastModified = HttpDate.of(state.clock.instant());
  }

  @Override
  public boolean serves(RecordedRequest request) {
    return true;
  }

  @Override
  public Answer answer(RecordedRequest request) {
    Answer answer = request.method().equals("PUT") ? put(request) : get(request);
    return answer.with("Server", "EC2ws");
  }

  private Answer put(RecordedRequest request) {
    if (state.tokenMode == TokenMode.V1_ONLY || !request.isTokenRequest()) {
      return notAllowed("GET, HEAD");
    }
    if (!request.path().startsWith("/latest/") || request.header("X-Forwarded-For") != null) {
      return Answer.error(403);
    }
    List<String> ttls = request.headerValues(TTL_HEADER);
    int ttl = ttls.size() == 1 ? SessionTokens.ttlSeconds(ttls.get(0)) : 0;
    if (ttl == 0) {
      return Answer.error(400);
    }
    return Answer.text(state.tokens.issue(ttl)).with(TTL_HEADER, Integer.toString(ttl));
  }

  private Answer get(RecordedRequest request) {
    if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
      return notAllowed("GET, HEAD");
    }
    String resource = Ec2Versions.resource(request.path());
    if (resource.equals("/api/token")) {
      return notAllowed("OPTIONS, PUT");
    }
    if (!authorised(request)) {
      return Answer.error(401);
    }
    String content =
        request.path().equals("/") ? String.join("\n", Ec2Versions.ALL) : data.read(resource);
    return content == null
        ? Answer.error(404)
        : Answer.text(content).with("Accept-Ranges", "none").with("Last-Modified", lastModified);
  }

  private boolean authorised(RecordedRequest request) {
    return switch (state.tokenMode) {
      case V1_ONLY -> true;
      case OPTIONAL -> !request.carriesToken() || accepted(request);
      case REQUIRED -> request.carriesToken() && accepted(request);
    };
  }

  private boolean accepted(RecordedRequest request) {
    return state.tokens.accepts(request.header(RecordedRequest.TOKEN_HEADER));
  }

  private static Answer notAllowed(String allow) {
    return Answer.error(405).with("Allow", allow);
  }
}

package io.imdsguard.simulator;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The Azure instance metadata service.
 *
 * <p>Rules from learn.microsoft.com, "Azure Instance Metadata Service": {@code Metadata: true} must
 * be there, {@code X-Forwarded-For} must not, {@code api-version} is required.
 */
final class Azure implements Site {
  private static final long TOKEN_SECONDS = 86_400;

  private final State state;
  private final String accessToken;

  Azure(State state) {
    this.state = state;
    this.accessToken = state.secrets.mint("SIMAZURETOKEN", 400);
  }

  @Override
  public boolean serves(RecordedRequest request) {
    return request.path().toLowerCase(Locale.ROOT).startsWith("/metadata/");
  }

  @Override
  public Answer answer(RecordedRequest request) {
    if (!request.method().equals("GET")) {
      return error(405, "method_not_allowed", "The resource doesn't support the method");
    }
    if (!"true".equalsIgnoreCase(request.header("Metadata"))
        || request.header("X-Forwarded-For") != null) {
      return error(400, "invalid_request", "Required metadata header not specified");
    }
    if (request.query("api-version") == null) {
      return error(400, "invalid_request", "Required query variable 'api-version' is missing");
    }
    return switch (request.path().toLowerCase(Locale.ROOT)) {
      case "/metadata/identity/oauth2/token" -> token(request.query("resource"));
      case "/metadata/instance" -> instance();
      default -> error(404, "not_found", "The requested resource does not exist");
    };
  }

  private Answer token(String resource) {
    if (resource == null) {
      return error(400, "invalid_request", "Required query variable 'resource' is missing");
    }
    long now = state.clock.instant().getEpochSecond();
    Map<String, Object> token = new LinkedHashMap<>();
    token.put("access_token", accessToken);
    token.put("client_id", "00000000-0000-0000-0000-000000000001");
    token.put("expires_in", Long.toString(TOKEN_SECONDS));
    token.put("expires_on", Long.toString(now + TOKEN_SECONDS));
    token.put("ext_expires_in", Long.toString(TOKEN_SECONDS));
    token.put("not_before", Long.toString(now));
    token.put("resource", resource);
    token.put("token_type", "Bearer");
    return json(200, token);
  }

  private static Answer instance() {
    Map<String, Object> compute = new LinkedHashMap<>();
    compute.put("location", "westeurope");
    compute.put("name", "demo-vm");
    compute.put("vmId", "00000000-0000-0000-0000-000000000002");
    return json(200, Map.of("compute", compute));
  }

  private static Answer error(int status, String error, String description) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error);
    body.put("error_description", description);
    return json(status, body);
  }

  private static Answer json(int status, Map<String, Object> body) {
    return Answer.of(status, "application/json; charset=utf-8", Json.write(body))
        .with("Server", "IMDS/150.870.65.1854");
  }
}

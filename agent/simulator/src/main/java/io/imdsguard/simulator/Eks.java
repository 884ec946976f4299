package io.imdsguard.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The agent of EKS Pod Identity.
 *
 * <p>Rules from the Amazon EKS user guide, "EKS Pod Identity", and from the sources of
 * eks-pod-identity-agent. It takes any method, and a token without the word {@code Bearer}.
 */
final class Eks implements Site {
  static final String PATH = "/v1/credentials";

  private final State state;

  Eks(State state) {
    this.state = state;
  }

  @Override
  public boolean serves(RecordedRequest request) {
    return request.path().equals(PATH);
  }

  @Override
  public Answer answer(RecordedRequest request) {
    String token = request.header("Authorization");
    if (token == null || token.isEmpty()) {
      return Answer.of(400, "text/plain; charset=utf-8", "Service account token cannot be empty\n");
    }
    if (!token.equals(state.podToken)) {
      String message = "(InvalidTokenException): the token is not valid, fault: client\n";
      return Answer.of(400, "text/plain; charset=utf-8", message);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    InstanceProfile.putSecrets(document, state.containerKeys.current());
    document.put("AccountId", InstanceProfile.ACCOUNT);
    return Answer.of(200, "application/json", Json.write(document));
  }
}

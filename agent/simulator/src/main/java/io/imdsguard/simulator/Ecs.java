package io.imdsguard.simulator;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The credentials and metadata of an ECS task.
 *
 * <p>Rules from the Amazon ECS developer guide, "Task IAM role" and "Task metadata endpoint version
 * 4", and from the sources of amazon-ecs-agent: statuses, codes and messages.
 */
final class Ecs implements Site {
  private static final String CREDENTIALS = "/v2/credentials";

  private final State state;

  Ecs(State state) {
    this.state = state;
  }

  @Override
  public boolean serves(RecordedRequest request) {
    String path = request.path();
    return path.equals(CREDENTIALS)
        || path.startsWith(CREDENTIALS + "/")
        || path.startsWith("/v3/")
        || path.startsWith("/v4/");
  }

  @Override
  public Answer answer(RecordedRequest request) {
    if (!request.method().equals("GET")) {
      return Answer.of(405, "text/plain", "Method Not Allowed\n").with("Allow", "GET");
    }
    String path = request.path();
    if (path.equals(CREDENTIALS)) {
      return error("NoIdInRequest", "No Credential ID in the request");
    }
    if (path.startsWith(CREDENTIALS)) {
      return path.equals(state.taskPath)
          ? json(200, document())
          : error("InvalidIdInRequest", "Credentials not found");
    }
    return json(200, task(path.endsWith("/task")));
  }

  private Map<String, Object> document() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("RoleArn", "arn:aws:iam::" + InstanceProfile.ACCOUNT + ":role/task-role");
    InstanceProfile.putSecrets(document, state.containerKeys.current());
    return document;
  }

  private static Map<String, Object> task(boolean whole) {
    Map<String, Object> task = new LinkedHashMap<>();
    String arn = "arn:aws:ecs:eu-central-1:" + InstanceProfile.ACCOUNT;
    if (whole) {
      task.put("Cluster", "demo");
      task.put("TaskARN", arn + ":task/demo/0123456789abcdef0123456789abcdef");
    } else {
      task.put("Name", "web");
      task.put("ContainerARN", arn + ":container/demo/01234567-89ab-cdef-0123-456789abcdef");
    }
    return task;
  }

  private static Answer error(String code, String message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("code", code);
    body.put("message", "CredentialsV2Request: " + message);
    body.put("HTTPErrorCode", 400);
    return json(400, body);
  }

  private static Answer json(int status, Map<String, Object> body) {
    return Answer.of(status, "application/json", Json.write(body));
  }
}

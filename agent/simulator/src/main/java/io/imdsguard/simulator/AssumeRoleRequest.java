package io.imdsguard.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What STS was asked for, and whether it checks out. The rules are those of the AWS Security Token
 * Service API reference, {@code AssumeRole}.
 *
 * @param policy the session policy, {@code null} if there is none
 */
public record AssumeRoleRequest(
    String roleArn, String sessionName, String policy, int durationSeconds) {
  private static final List<String> KNOWN =
      List.of("Action", "Version", "RoleArn", "RoleSessionName", "Policy", "DurationSeconds");

  /**
   * Reads a form.
   *
   * @throws SigV4.Refusal if STS would not take it
   */
  static AssumeRoleRequest read(RecordedRequest request) throws SigV4.Refusal {
    Map<String, String> form = form(new String(request.body(), UTF_8));
    if (!"AssumeRole".equals(form.get("Action")) || !"2011-06-15".equals(form.get("Version"))) {
      throw new SigV4.Refusal("InvalidAction", "Could not find operation");
    }
    String arn = form.get("RoleArn");
    String name = form.get("RoleSessionName");
    require(arn != null && arn.matches("arn:aws[a-z-]*:iam::[0-9]{12}:role/[\\w+=,.@/-]+"));
    require(name != null && name.matches("[\\w+=,.@-]{2,64}"));
    String seconds = form.getOrDefault("DurationSeconds", "3600");
    require(seconds.matches("[0-9]{3,5}"));
    int duration = Integer.parseInt(seconds);
    require(duration >= 900 && duration <= 43_200);
    String policy = form.get("Policy");
    if (policy != null) {
      require(!policy.isEmpty() && policy.length() <= 2_048);
      if (!policy.startsWith("{") || !policy.endsWith("}") || !policy.contains("\"Statement\"")) {
        throw new SigV4.Refusal("MalformedPolicyDocument", "This policy is no policy");
      }
    }
    return new AssumeRoleRequest(arn, name, policy, duration);
  }

  private static void require(boolean valid) throws SigV4.Refusal {
    if (!valid) {
      throw new SigV4.Refusal("ValidationError", "1 validation error detected");
    }
  }

  private static Map<String, String> form(String body) throws SigV4.Refusal {
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      require(equals > 0);
      String name = Paths.decode(pair.substring(0, equals));
      String value = Paths.decode(pair.substring(equals + 1).replace('+', ' '));
      require(KNOWN.contains(name) && form.put(name, value) == null);
    }
    return form;
  }
}

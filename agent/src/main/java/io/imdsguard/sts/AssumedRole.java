package io.imdsguard.sts;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads STS's answer to AssumeRole, and writes it as a document of EC2's. */
public final class AssumedRole {
  private static final String CREDENTIALS = "AssumeRoleResponse/AssumeRoleResult/Credentials/";
  private static final int MAX_CODE = 64;

  private AssumedRole() {}

  /**
   * The credentials in an answer, in the shape of EC2's documents.
   *
   * @param updated the time now as EC2 writes it, such as {@code 2026-11-24T16:33:56Z}
   * @throws StsException if there are none in it
   */
  public static byte[] document(int status, byte[] answer, String updated) throws StsException {
    Map<String, String> values = XmlValues.of(answer);
    if (status != 200) {
      throw new StsException("STS refused with status " + status + code(values));
    }
    JsonText json = new JsonText().open('{').name("Code").string("Success");
    json.name("LastUpdated").string(updated).name("Type").string("AWS-HMAC");
    put(json, "AccessKeyId", values, "AccessKeyId");
    put(json, "SecretAccessKey", values, "SecretAccessKey");
    put(json, "Token", values, "SessionToken");
    json.name("Expiration").string(wholeSeconds(value(values, "Expiration")));
    return json.close('}').toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(JsonText json, String name, Map<String, String> values, String element)
      throws StsException {
    json.name(name).string(value(values, element));
  }

  private static String value(Map<String, String> values, String element) throws StsException {
    String value = values == null ? null : values.get(CREDENTIALS + element);
    boolean good = value != null && !value.isEmpty();
    for (int i = 0; good && i < value.length(); i++) {
      char c = value.charAt(i);
      good = c > ' ' && c <= '~' && c != '"' && c != '\\';
    }
    if (!good) {
      throw new StsException("STS's answer has no whole credentials in it");
    }
    return value;
  }

  /** EC2 writes no fractions of a second, STS may. */
  private static String wholeSeconds(String time) {
    int dot = time.indexOf('.');
    return dot < 0 ? time : time.substring(0, dot) + "Z";
  }

  /** STS's error code, such as {@code AccessDenied}, if it is nothing but that. */
  private static String code(Map<String, String> values) {
    String code = values == null ? null : values.get("ErrorResponse/Error/Code");
    if (code == null || code.isEmpty() || code.length() > MAX_CODE) {
      return "";
    }
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '.')) {
        return "";
      }
    }
    return " (" + code + ")";
  }
}

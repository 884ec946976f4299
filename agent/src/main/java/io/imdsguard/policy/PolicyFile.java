package io.imdsguard.policy;

import io.imdsguard.metadata.Services;
import io.imdsguard.sts.StsSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads policy files: YAML 1.2, so JSON too. */
public final class PolicyFile {
  static final String[] KEYS = {"version", "mode", "imdsv1", "endpoints", "sts", "rules"};
  private static final String[] STS_KEYS = {"role-arn", "region", "endpoint"};
  private static final int MAX_BYTES = 1 << 20;

  private final YamlPlace place;

  private PolicyFile(YamlPlace place) {
    this.place = place;
  }

  /**
   * Reads a policy.
   *
   * @param file a regular file of up to 1 MiB
   * @throws PolicyException if it can't be read or is no valid policy
   */
  public static Policy read(File file) throws PolicyException {
    YamlPlace place = new YamlPlace(file.getPath());
    byte[] text;
    try {
      text = bytes(file, place);
    } catch (IOException e) {
      throw place.wrong("the file can't be read: " + YamlPlace.printable(e.toString()));
    }
    return new PolicyFile(place).policy(compose(text, place));
  }

  private static byte[] bytes(File file, YamlPlace place) throws IOException, PolicyException {
    if (!file.isFile()) {
      throw place.wrong(
          file.isDirectory()
              ? "it is a directory, expected a policy file"
              : "there is no such file, expected a policy file");
    }
    try (InputStream in = new FileInputStream(file)) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
      byte[] buffer = new byte[8192];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        out.write(buffer, 0, n);
        if (out.size() > MAX_BYTES) {
          throw place.wrong("the file is too large, expected at most 1 MiB");
        }
      }
      return out.toByteArray();
    }
  }

  private static Node compose(byte[] text, YamlPlace place) throws PolicyException {
    Optional<Node> root;
    try {
      root =
          new Compose(LoadSettings.builder().build())
              .composeInputStream(new ByteArrayInputStream(text));
    } catch (MarkedYamlEngineException e) {
      String problem = e.getProblem() == null ? "a fault" : e.getProblem();
      if (problem.startsWith("found character '@'")) {
        // The parser's own words are of indentation; most likely it is @aws-sdk or @credentials.
        problem = "a text that begins with @ has to be in quotes, such as \"@credentials\"";
      }
      throw place.wrong(e.getProblemMark(), "no valid YAML: " + YamlPlace.printable(problem));
    } catch (YamlEngineException e) {
      throw place.wrong("no valid YAML: " + YamlPlace.printable(String.valueOf(e.getMessage())));
    } catch (StackOverflowError e) {
      throw place.wrong("no valid policy: nested too deeply");
    }
    if (!root.isPresent()) {
      throw place.wrong("the file is empty, expected 'version: 1'");
    }
    return root.get();
  }

  private Policy policy(Node root) throws PolicyException {
    YamlMapping top = YamlMapping.of(place, root, "a policy", KEYS);
    if (!top.has("version")) {
      throw top.wrong("the policy has no version, expected 'version: 1'");
    }
    Node version = top.get("version");
    if (!Tag.INT.equals(version.getTag())) {
      throw unknown(top, "version", "the number 1");
    }
    String number = ((ScalarNode) version).getValue();
    if (!number.equals("1")) {
      throw place.wrong(
          version, "unknown version '" + YamlPlace.printable(number) + "', expected 1");
    }
    if (!top.has("rules")) {
      throw top.wrong("the policy has no rules, expected 'rules' ([] denies everything)");
    }
    StsSettings sts = sts(top);
    return new Policy(
        mode(top),
        imdsV1(top),
        endpoints(top),
        sts,
        new RuleReader(place, sts != null).read(top.items("rules", "rules")));
  }

  private Mode mode(YamlMapping top) throws PolicyException {
    String text = top.text("mode", "monitor or enforce");
    for (Mode mode : Mode.values()) {
      if (text == null ? mode == Mode.MONITOR : mode.label().equals(text)) {
        return mode;
      }
    }
    throw unknown(top, "mode", "monitor or enforce");
  }

  private ImdsV1 imdsV1(YamlMapping top) throws PolicyException {
    String text = top.text("imdsv1", "upgrade, deny or allow");
    for (ImdsV1 way : ImdsV1.values()) {
      if (text == null ? way == ImdsV1.UPGRADE : way.label().equals(text)) {
        return way;
      }
    }
    throw unknown(top, "imdsv1", "upgrade, deny or allow");
  }

  private PolicyException unknown(YamlMapping top, String key, String expected) {
    Node node = top.get(key);
    return place.wrong(
        node, "'" + key + "' is " + YamlMapping.kind(node) + ", expected " + expected);
  }

  /** {@code null} if the policy has none. */
  private StsSettings sts(YamlMapping top) throws PolicyException {
    if (!top.has("sts")) {
      return null;
    }
    YamlMapping sts = YamlMapping.of(place, top.get("sts"), "'sts'", STS_KEYS);
    String role = sts.text("role-arn", "the ARN of the role to assume");
    String region = sts.text("region", "a region such as eu-central-1");
    if (role == null || region == null) {
      throw sts.wrong("'sts' needs 'role-arn' and 'region'");
    }
    String endpoint = sts.text("endpoint", "https://host, or nothing for the region's own");
    try {
      return new StsSettings(role, region, endpoint);
    } catch (IllegalArgumentException e) {
      throw sts.wrong(e.getMessage() + " in 'sts'");
    }
  }

  private List<String> endpoints(YamlMapping top) throws PolicyException {
    List<String> urls = new ArrayList<>();
    String expected = "URLs such as http://127.0.0.1:1338";
    for (Node node : top.items("endpoints", expected)) {
      String url = YamlMapping.text(place, node, "an endpoint", expected).trim();
      try {
        Services.check(url);
      } catch (IllegalArgumentException e) {
        throw place.wrong(node, YamlPlace.printable(String.valueOf(e.getMessage())));
      }
      urls.add(url);
    }
    return urls;
  }
}

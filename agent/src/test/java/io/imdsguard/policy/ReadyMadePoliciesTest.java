package io.imdsguard.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

class ReadyMadePoliciesTest {
  private static final Path POLICIES = Path.of("..", "policies");

  private static Policy read(String name) throws PolicyException {
    return PolicyFile.read(new File(POLICIES.toFile(), name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"built-in.yaml", "monitor.yaml", "strict.yaml", "legacy-imdsv1.yaml"})
  void loads(String name) throws Exception {
    assertThat(read(name).explain(Requests.get("/"), Requests.by("com.acme.Web"))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"built-in.yaml", "monitor.yaml", "strict.yaml", "legacy-imdsv1.yaml"})
  void givesTheSdkItsKeys(String name) throws Exception {
    assertThat(
            read(name)
                .decide(Requests.get(Requests.KEYS), Requests.by(Requests.PROVIDER))
                .allowed())
        .isTrue();
  }

  static Stream<Arguments> requests() {
    return Stream.of(
            Requests.PROVIDER,
            Requests.PROVIDER + "$1",
            "com.amazonaws.auth.InstanceMetadataServiceCredentialsFetcher",
            "software.amazon.awssdk.regions.internal.util.EC2MetadataUtils",
            "com.acme.Web")
        .flatMap(
            caller ->
                Stream.of(
                        Requests.KEYS,
                        "/latest/api/token",
                        "/latest/user-data",
                        "/latest/meta-data/placement/region",
                        "/latest/dynamic/instance-identity/document",
                        "/latest/dynamic/instance-identity/pkcs7",
                        "/latest/meta-data/ami-id")
                    .map(path -> Arguments.of(caller, path)));
  }

  @ParameterizedTest
  @MethodSource("requests")
  void theBuiltInFileSaysWhatTheBuiltInPolicyDoes(String caller, String path) throws Exception {
    assertThat(read("built-in.yaml").decide(Requests.get(path), Requests.by(caller)))
        .usingRecursiveComparison()
        .isEqualTo(Policy.builtIn().decide(Requests.get(path), Requests.by(caller)));
  }

  @Test
  void theSchemaKnowsTheKeysThatAreRead() throws Exception {
    assertThat(schema("properties")).containsOnlyKeys(PolicyFile.KEYS);
  }

  @Test
  void theSchemaKnowsTheKeysOfRules() throws Exception {
    assertThat(schema("$defs", "rule", "properties")).containsOnlyKeys(RuleReader.KEYS);
  }

  @Test
  void theSchemaKnowsTheKeysOfCallers() throws Exception {
    Map<?, ?> caller = schema("$defs", "caller");
    Map<?, ?> mapping = (Map<?, ?>) ((List<?>) caller.get("oneOf")).get(2);

    assertThat(keys(mapping.get("properties"))).containsOnlyKeys(CallersReader.KEYS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/**",
        "/latest/user-data",
        "/latest/meta-data/local-*",
        "/latest/meta-data/*/x/**",
        "/opc/v2/identity/",
        "/2021-draft/x",
        "/10.0/x",
        "/1.0/x",
        "/1.0",
        "/2021-03-23",
        "/2021-03-23/x",
        "latest",
        "//**",
        "/a//b",
        "/a/./b",
        "/a/..",
        "/..",
        "/a/.../b",
        "/a**",
        "/a/***",
        "/a/**/b",
        "/a?b",
        "/a#b",
        "/a%20",
        "/a;b",
        "/a\\b",
        "/a b",
        "/\u00e9",
        "/a:b@c[d]{e}!",
      })
  void theSchemaTakesThePathsThatAreRead(String path) throws Exception {
    List<?> ways = (List<?>) schema("$defs", "path").get("oneOf");
    String pattern = (String) keys(ways.get(1)).get("pattern");

    assertThat(Pattern.compile(pattern).matcher(path).find())
        .isEqualTo(PathPattern.fault(path) == null);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.acme.Billing",
        "com.acme.Billing$Job",
        "com.acme.*",
        "com.acme.**",
        "**",
        "Billing",
        "*",
        "com.acme.Bill*",
        "com.acme***",
        "com..acme",
        "com.acme.",
        ".com",
        "com/acme",
        "1com",
        "com.acme-x.Y",
        "com.acm\u00e9.\u00dcbersicht",
        "com.acme Y",
        "com.-x",
      })
  void theSchemaTakesTheClassesThatAreRead(String text) throws Exception {
    String pattern = (String) schema("$defs", "class").get("pattern");

    assertThat(Pattern.compile(pattern).matcher(text).find())
        .isEqualTo(ClassPattern.parse(text) != null);
  }

  /** Python's regular expressions know no {@code \p}: its validators would refuse the schema. */
  @Test
  void theSchemasPatternsAreWrittenForAnyRegexEngine() throws Exception {
    assertThat(Files.readString(POLICIES.resolve("policy.schema.json"))).doesNotContain("\\p{");
  }

  private static Map<String, Object> schema(String... path) throws Exception {
    String json = Files.readString(POLICIES.resolve("policy.schema.json"));
    Object at = new Load(LoadSettings.builder().build()).loadFromString(json);
    for (String key : path) {
      at = keys(at).get(key);
    }
    return keys(at);
  }

  @SuppressWarnings("unchecked") // JSON objects have text for keys
  private static Map<String, Object> keys(Object mapping) {
    return (Map<String, Object>) mapping;
  }
}

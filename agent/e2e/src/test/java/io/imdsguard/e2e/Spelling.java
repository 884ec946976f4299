package io.imdsguard.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** One way to write a metadata service's address, with what JDKs are known to make of it. */
record Spelling(String id, String kind, String form, String jdk17, String jdk25) {

  /** Those of spellings.jsonl. */
  static List<Spelling> all() {
    Load json = new Load(LoadSettings.builder().build());
    try {
      return Files.readAllLines(Path.of("src/test/resources/spellings.jsonl")).stream()
          .map(line -> (Map<?, ?>) json.loadFromString(line))
          .map(Spelling::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Spelling of(Map<?, ?> line) {
    return new Spelling(
        (String) line.get("id"),
        (String) line.get("kind"),
        (String) line.get("form"),
        (String) line.get("jdk17"),
        (String) line.get("jdk25"));
  }

  /** Whether all JDKs from 17 on take this for EC2's address without asking anybody. */
  boolean isEc2Everywhere() {
    return kind.equals("host") && isEc2(jdk17) && isEc2(jdk25);
  }

  private static boolean isEc2(String resolved) {
    return "169.254.169.254".equals(resolved) || "fd00:ec2:0:0:0:0:0:254".equals(resolved);
  }

  /** A file of lines as the probe reads them. */
  static Path file(List<Spelling> spellings) {
    String lines = spellings.stream().map(each -> each.line() + "\n").collect(Collectors.joining());
    try {
      return Files.writeString(Files.createTempFile("spellings", ".txt"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String line() {
    byte[] bytes = form.getBytes(StandardCharsets.UTF_8);
    return id + " " + kind + " " + Base64.getEncoder().encodeToString(bytes);
  }
}

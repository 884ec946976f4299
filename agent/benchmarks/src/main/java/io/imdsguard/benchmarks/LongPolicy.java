package io.imdsguard.benchmarks;

/** A policy of sixty lines. */
final class LongPolicy {
  private LongPolicy() {}

  static String text() {
    StringBuilder text = new StringBuilder("version: 1\nmode: enforce\nimdsv1: upgrade\nrules:\n");
    text.append("  - allow: aws-sdk\n    callers: [\"@aws-sdk\"]\n");
    text.append("    paths: [\"@credentials\", \"@region\"]\n");
    for (int i = 1; i <= 10; i++) {
      text.append("  - allow: team-").append(i).append('\n');
      text.append("    callers:\n      - class: com.acme.team").append(i).append(".**\n");
      text.append("        jar: team-*.jar\n");
      text.append("    paths: [/latest/meta-data/tags/instance/**]\n");
    }
    return text.append("  - deny: secrets\n    paths:\n      - /latest/user-data\n").toString();
  }
}

package io.imdsguard.caller;

/**
 * Other agents' code, by name. What they put around clients, tasks and callbacks stands between a
 * request and whoever made it, and is never the caller; nor are their helpers that fetch any URL.
 * What they ask for on their own account, to tell which machine they are on, is theirs.
 *
 * <p>Read from OpenTelemetry 2.33, Datadog 1.68, Elastic APM 1.55, New Relic 8.19 and JaCoCo
 * 0.8.16.
 */
final class OtherAgents {
  private static final NameTable WRAPPERS =
      new NameTable(
          "io.opentelemetry.javaagent.",
          "io.opentelemetry.instrumentation.",
          "io.opentelemetry.contrib.aws.resource.SimpleHttpClient",
          "datadog.",
          "co.elastic.apm.agent.",
          "com.newrelic.",
          "com.nr.",
          "org.jacoco.agent.rt.");

  /** Packages among these that ask for themselves. */
  private static final NameTable ASKING =
      new NameTable("co.elastic.apm.agent.impl.metadata.", "com.newrelic.agent.utilization.");

  /** Among those in turn, what fetches whatever it is told to. */
  private static final String HELPER = "com.newrelic.agent.utilization.CloudUtility";

  private OtherAgents() {}

  /** Whether this is such code, and not a caller. */
  static boolean isWrapper(String className) {
    return WRAPPERS.has(className)
        && (!ASKING.has(className) || NameTable.names(HELPER, className));
  }
}

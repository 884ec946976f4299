package io.imdsguard.agent;

import io.imdsguard.sts.TlsClient;
import java.io.File;
import java.util.Arrays;
import java.util.Enumeration;

/**
 * The agent's settings. For each, the agent's argument wins, then the system property {@code
 * imdsguard.KEY}, then the environment variable {@code IMDS_GUARD_KEY}. Immutable.
 */
final class Options {
  private static final String[] KEYS = {"policy", "mode", "audit", "on-failure", "enabled"};
  private static final String PROPERTY = "imdsguard.";
  private static final String VARIABLE = "IMDS_GUARD_";
  private static final int POLICY = 0;
  private static final int MODE = 1;
  private static final int AUDIT = 2;
  private static final int ON_FAILURE = 3;
  private static final int ENABLED = 4;

  /** As the JVM was started: an application may name a store that knows its own peers alone. */
  private final String javaHome = System.getProperty("java.home");

  private final String trustStore = System.getProperty("javax.net.ssl.trustStore");

  private final String trustStoreType = System.getProperty("javax.net.ssl.trustStoreType");
  private final String trustStorePassword = System.getProperty("javax.net.ssl.trustStorePassword");
  private final String[] values = new String[KEYS.length];
  private String problem;

  /** {@code null} for the built-in policy: a start pays for every class that it loads. */
  private Peek peek;

  private Options() {}

  /** Reads {@code key=value,key=value}, the system properties and the environment. */
  static Options read(String argument) {
    Options options = new Options();
    options.readArgument(argument == null ? "" : argument);
    for (int i = 0; i < KEYS.length; i++) {
      if (options.values[i] == null) {
        options.values[i] = elsewhere(KEYS[i]);
      }
    }
    options.check();
    options.peek = options.policy() == null ? null : new Peek(options.policy());
    return options;
  }

  private static String elsewhere(String key) {
    String value = System.getProperty(PROPERTY + key);
    if (value == null) {
      value = System.getenv(VARIABLE + variable(key));
    }
    return value == null || value.isEmpty() ? null : value;
  }

  private static String variable(String key) {
    char[] name = key.toCharArray();
    for (int i = 0; i < name.length; i++) {
      name[i] = name[i] == '-' ? '_' : (char) (name[i] - 'a' + 'A');
    }
    return new String(name);
  }

  private void readArgument(String argument) {
    int start = 0;
    while (start < argument.length()) {
      int comma = argument.indexOf(',', start);
      int end = comma < 0 ? argument.length() : comma;
      readPair(argument.substring(start, end).trim());
      start = end + 1;
    }
  }

  private void readPair(String pair) {
    int equals = pair.indexOf('=');
    String key = equals < 0 ? pair : pair.substring(0, equals).trim();
    for (int i = 0; i < KEYS.length; i++) {
      if (KEYS[i].equals(key) && equals > 0) {
        if (values[i] != null) {
          complain("option '" + key + "' is given twice");
        }
        values[i] = pair.substring(equals + 1).trim();
        return;
      }
    }
    if (!pair.isEmpty()) {
      complain(
          "unknown option '"
              + printable(pair)
              + "', expected key=value with one of the keys policy,"
              + " mode, audit, on-failure, enabled");
    }
  }

  private void check() {
    expect(MODE, "monitor", "enforce");
    expect(ON_FAILURE, "continue", "exit");
    expect(ENABLED, "true", "false");
    if (values[POLICY] != null) {
      File file = new File(values[POLICY]);
      if (!file.isFile()) {
        String what = file.exists() ? "is not a file" : "does not exist";
        complain("the policy " + printable(values[POLICY]) + " " + what);
      }
    }
  }

  private void expect(int key, String one, String other) {
    String value = values[key];
    if (value != null && !value.equals(one) && !value.equals(other)) {
      complain(
          "option '"
              + KEYS[key]
              + "' is '"
              + printable(value)
              + "', expected "
              + one
              + " or "
              + other);
    }
  }

  /**
   * A system property {@code imdsguard.…} or variable {@code IMDS_GUARD_…} that is none of the
   * settings, or {@code null}: a name misspelled, most likely.
   */
  String unknown() {
    Enumeration<Object> properties = System.getProperties().keys();
    while (properties.hasMoreElements()) {
      Object name = properties.nextElement();
      if (name instanceof String && isUnknownProperty((String) name)) {
        return printable((String) name);
      }
    }
    for (String name : System.getenv().keySet()) {
      if (name.startsWith(VARIABLE) && !isVariable(name)) {
        return printable(name);
      }
    }
    return null;
  }

  private static boolean isUnknownProperty(String name) {
    return name.startsWith(PROPERTY)
        && !name.equals(ImdsGuardAgent.ATTACHED)
        && !Arrays.asList(KEYS).contains(name.substring(PROPERTY.length()));
  }

  private static boolean isVariable(String name) {
    for (String key : KEYS) {
      if (name.equals(VARIABLE + variable(key))) {
        return true;
      }
    }
    return false;
  }

  private void complain(String what) {
    if (problem == null) {
      problem = what;
    }
  }

  private static String printable(String text) {
    char[] shown = text.toCharArray();
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] < ' ' || shown[i] == 0x7f) {
        shown[i] = '?';
      }
    }
    return new String(shown);
  }

  /** The first thing wrong with the settings, or {@code null}: metadata is denied then. */
  String problem() {
    return problem;
  }

  boolean enabled() {
    return !"false".equals(values[ENABLED]);
  }

  /** The policy file, or {@code null} for the built-in policy. */
  String policy() {
    return values[POLICY];
  }

  /** What the policy file may hold, before it is parsed. */
  Peek peek() {
    return peek == null ? new Peek(null) : peek;
  }

  /** {@code monitor}, {@code enforce}, or {@code null} for what the policy says. */
  String mode() {
    return values[MODE];
  }

  /** A file or {@code stderr}. */
  String audit() {
    return values[AUDIT] == null ? "stderr" : values[AUDIT];
  }

  boolean exitOnFailure() {
    return "exit".equals(values[ON_FAILURE]);
  }

  /** What the JVM trusted when the agent came. */
  TlsClient.TrustStore trustStore() {
    return new TlsClient.TrustStore(javaHome, trustStore, trustStoreType, trustStorePassword);
  }
}

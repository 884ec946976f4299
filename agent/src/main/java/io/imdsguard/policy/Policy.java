package io.imdsguard.policy;

import io.imdsguard.sts.Scope;
import io.imdsguard.sts.StsSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Who may have what: a matching deny rule wins, else a matching allow rule, else it is denied.
 *
 * <p>Immutable; decides without I/O.
 */
public final class Policy {
  private final Mode mode;
  private final ImdsV1 imdsV1;
  private final List<String> endpoints;
  private final StsSettings sts;
  private final List<Rule> rules;
  private final String denial;

  /**
   * Creates a policy.
   *
   * @param sts who narrows credentials; not {@code null} if a rule has a scope
   */
  Policy(Mode mode, ImdsV1 imdsV1, List<String> endpoints, StsSettings sts, List<Rule> rules) {
    this(mode, imdsV1, endpoints, sts, rules, null);
  }

  private Policy(
      Mode mode,
      ImdsV1 imdsV1,
      List<String> endpoints,
      StsSettings sts,
      List<Rule> rules,
      String denial) {
    this.sts = sts;
    this.mode = mode;
    this.imdsV1 = imdsV1;
    this.endpoints = Collections.unmodifiableList(endpoints);
    this.rules = rules;
    this.denial = denial;
  }

  /**
   * What is in effect without a policy file: the AWS SDKs' own credential and region providers may
   * have what they exist for, in monitor mode; {@code policies/built-in.yaml} says the same.
   */
  public static Policy builtIn() {
    Rule sdk =
        new Rule(
            "aws-sdk",
            true,
            Collections.singletonList(Callers.group("@aws-sdk")),
            new AboutRequests(Arrays.asList(Paths.group("@credentials"), Paths.group("@region"))),
            false,
            null);
    return new Policy(
        Mode.MONITOR,
        ImdsV1.UPGRADE,
        Collections.<String>emptyList(),
        null,
        Collections.singletonList(sdk));
  }

  /** What is in effect when no valid policy can be had. */
  public static Policy denyingEverything(String why) {
    return new Policy(
        Mode.ENFORCE,
        ImdsV1.UPGRADE,
        Collections.<String>emptyList(),
        null,
        Collections.<Rule>emptyList(),
        why);
  }

  /** The same rules in the stricter of the two modes. */
  public Policy tightenedBy(Mode other) {
    return new Policy(mode.tightenedBy(other), imdsV1, endpoints, sts, rules, denial);
  }

  public Mode mode() {
    return mode;
  }

  public ImdsV1 imdsV1() {
    return imdsV1;
  }

  /** The URLs of further addresses to guard. */
  public List<String> endpoints() {
    return endpoints;
  }

  /** Who narrows credentials, or {@code null} if the policy does not say. */
  public StsSettings sts() {
    return sts;
  }

  /** The number of rules. */
  public int rules() {
    return rules.size();
  }

  /** How rules narrow the credentials that they allow. */
  public List<Scope> scopes() {
    List<Scope> scopes = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).scope() != null) {
        scopes.add(rules.get(i).scope());
      }
    }
    return scopes;
  }

  /** Whether a rule gives credentials to child processes. */
  public boolean equipsProcesses() {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).equips()) {
        return true;
      }
    }
    return false;
  }

  /** Whether a rule gives credentials to child processes of this program, to some caller's. */
  public boolean mayEquip(String executable) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).equips(executable)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether an allow rule may come to give keys to somebody, so that it is worth having them ready.
   *
   * @param sdkPresent whether the AWS SDKs' providers are there: rules that name only them give
   *     keys to nobody else
   */
  public boolean mayGiveKeys(boolean sdkPresent) {
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i).mayGiveKeys(sdkPresent)) {
        return true;
      }
    }
    return false;
  }

  /** Decides one request, the start of one process, or one call of the agent's API. */
  public Decision decide(Ask ask, Caller caller) {
    if (denial != null) {
      return Decision.deny(null, denial);
    }
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (!rule.allows() && rule.matches(ask, caller)) {
        return Decision.deny(rule.name(), "rule " + rule.name() + " denies it");
      }
    }
    return caller.isAttributed()
        ? permission(ask, caller)
        : Decision.deny(null, "nobody is known to have asked");
  }

  private Decision permission(Ask ask, Caller caller) {
    boolean plain = caller.interpreter() == null && caller.distantInterpreter() == null;
    Rule interpreted = null;
    boolean known = false;
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.allows() && rule.concerns(ask) && rule.matchesCaller(caller)) {
        known = true;
        if (rule.matchesWhat(ask)) {
          if (plain || rule.throughInterpreters()) {
            return Decision.allow(rule.name(), "rule " + rule.name() + " allows it")
                .narrowedTo(rule.scope());
          }
          interpreted = interpreted == null ? rule : interpreted;
        }
      }
    }
    if (interpreted != null) {
      return underInterpreter(interpreted, caller);
    }
    return Decision.deny(null, withoutRule(ask, known));
  }

  private static String withoutRule(Ask ask, boolean knownCaller) {
    switch (ask.way()) {
      case PROCESS:
        return knownCaller
            ? "no rule allows this command to the caller"
            : "no rule allows this caller a process that names a metadata service";
      case EQUIPMENT:
        return "no rule gives this command credentials when the caller starts it";
      case API:
        return "no rule allows this caller the agent's credentials (kind: credentials)";
      default:
        return knownCaller
            ? "no rule allows this path to the caller"
            : "no rule allows this caller anything";
    }
  }

  private static Decision underInterpreter(Rule interpreted, Caller caller) {
    String rule = interpreted.name();
    if (caller.interpreter() != null) {
      return Decision.deny(
          rule, caller.interpreter() + " stands directly behind the caller (interpreter rule)");
    }
    return Decision.allowWithConcern(
            rule,
            "rule " + rule + " allows it, but " + caller.distantInterpreter() + " is on the stack")
        .narrowedTo(interpreted.scope());
  }

  /** What each rule has to say of what is asked, in the file's order. */
  public List<Explanation> explain(Ask ask, Caller caller) {
    List<Explanation> explanations = new ArrayList<>(rules.size());
    for (Rule rule : rules) {
      explanations.add(
          new Explanation(
              rule.name(),
              rule.allows(),
              rule.concerns(ask),
              rule.mismatch(caller),
              rule.concerns(ask) && rule.matchesWhat(ask)));
    }
    return explanations;
  }
}

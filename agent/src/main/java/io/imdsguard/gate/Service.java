package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.ScopedCredentials;
import io.imdsguard.metadata.Upstream;
import io.imdsguard.policy.Mode;

/** What every visit to the gate needs. Thread-safe. */
final class Service {
  private final Rules rules;
  private final Upstreams upstreams;
  private final AuditLog audit;
  private GateTokens tokens;

  Service(Rules rules, Upstreams upstreams, AuditLog audit) {
    this.rules = rules;
    this.upstreams = upstreams;
    this.audit = audit;
  }

  /** The same services and tokens by other rules and with another log. */
  Service with(Rules otherRules, AuditLog otherLog) {
    Service other = new Service(otherRules, upstreams, otherLog);
    other.tokens = tokens();
    return other;
  }

  Rules rules() {
    return rules;
  }

  boolean enforces() {
    return rules.mode() == Mode.ENFORCE;
  }

  Upstream upstream(Endpoint endpoint) {
    return upstreams.forEndpoint(endpoint);
  }

  ScopedCredentials scoped() {
    return upstreams.scoped();
  }

  AuditLog audit() {
    return audit;
  }

  /** Made when first asked for: a secure random generator is no small thing to load. */
  synchronized GateTokens tokens() {
    if (tokens == null) {
      tokens = new GateTokens();
    }
    return tokens;
  }
}

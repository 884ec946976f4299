package io.imdsguard.agent;

import io.imdsguard.audit.JsonLinesLog;
import io.imdsguard.audit.ThisProcess;
import io.imdsguard.gate.Arrivals;
import io.imdsguard.gate.ChildGate;
import io.imdsguard.gate.CredentialsGate;
import io.imdsguard.gate.Gate;
import io.imdsguard.gate.NativeGate;
import io.imdsguard.gate.ProcessGate;
import io.imdsguard.gate.Tickets;
import io.imdsguard.metadata.CleanThread;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.OwnCredentials;
import io.imdsguard.metadata.ScopedCredentials;
import io.imdsguard.metadata.Services;
import io.imdsguard.metadata.Transport;
import io.imdsguard.policy.Policy;
import io.imdsguard.sts.AssumeRole;
import java.io.IOException;
import java.nio.channels.spi.SelectorProvider;
import java.util.List;

/**
 * What decides and answers, made by the starter once the policy has been read: an application's
 * first connection does not wait until these classes are loaded. Thread-safe.
 */
final class Parts {
  private final Policy policy;
  private final Gate gate;
  private final Upstreams upstreams;
  private final ProcessGate processes;
  private final NativeGate natives;
  private final CredentialsGate credentials;

  /** {@code null} if no rule gives child processes credentials. */
  private final ChildGate children;

  private final OwnCredentials own;
  private boolean rehearsed;

  /**
   * Makes them, and opens the gate.
   *
   * @param guarded the endpoints: well-known ones, those of settings, those of the policy
   * @param settingsEnd how many are well-known or from settings
   * @throws IOException if the gate can't be opened
   */
  Parts(
      Options options,
      Policy policy,
      List<Endpoint> guarded,
      int settingsEnd,
      SelectorProvider provider)
      throws IOException {
    this.policy = policy;
    JsonLinesLog audit =
        JsonLinesLog.open(
            options.audit(), new ConsoleNotice(), CleanThread.named("imds-guard-audit"));
    Transport transport = new ChannelTransport(provider);
    upstreams = new Upstreams(guarded, transport, scoped(options, transport, guarded));
    PolicyRules rules = new PolicyRules(policy);
    gate = Gate.open(rules, upstreams, audit, provider);
    own = upstreams.own(OwnServices.of(guarded, Services.wellKnown().size(), settingsEnd));
    credentials = new CredentialsGate(rules, own, audit);
    processes = new ProcessGate(rules, audit);
    natives = new NativeGate(rules, audit);
    children = policy.equipsProcesses() ? new ChildGate(rules, own, audit, provider) : null;
  }

  /** Who narrows credentials, or {@code null} if the policy does not say. */
  private ScopedCredentials scoped(Options options, Transport transport, List<Endpoint> guarded) {
    if (policy.sts() == null) {
      return null;
    }
    String process = ThisProcess.host() + "." + ThisProcess.pid();
    return new ScopedCredentials(
        new AssumeRole(policy.sts(), process),
        transport,
        options.trustStore(),
        SignerLoader.shared(),
        guarded);
  }

  /**
   * Has the keys ready for whom a rule may come to give them to.
   *
   * @param heralded whether a class that asks for credentials has come by
   */
  void warmUp(boolean heralded, LazyFunnel funnel) {
    if (policy.mayGiveKeys(heralded)) {
      own.warmUp();
      own.prepare(policy.scopes());
      // Narrowed ones take longest to come by, and need the processors.
      if (policy.scopes().isEmpty() && isFirstRehearsal()) {
        Rehearsal.start(funnel, gate, own.preferred());
      }
    }
  }

  private synchronized boolean isFirstRehearsal() {
    boolean first = !rehearsed;
    rehearsed = true;
    return first;
  }

  Gate gate() {
    return gate;
  }

  Upstreams upstreams() {
    return upstreams;
  }

  Arrivals arrivals() {
    return gate.arrivals();
  }

  Tickets tickets() {
    return gate.tickets();
  }

  ProcessGate processes() {
    return processes;
  }

  NativeGate natives() {
    return natives;
  }

  CredentialsGate credentials() {
    return credentials;
  }

  ChildGate children() {
    return children;
  }
}

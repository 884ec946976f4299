package io.imdsguard.hooks;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.audit.Event;
import io.imdsguard.gate.Arrivals;
import io.imdsguard.gate.ChildGate;
import io.imdsguard.gate.CredentialsGate;
import io.imdsguard.gate.NativeGate;
import io.imdsguard.gate.ProcessGate;
import io.imdsguard.gate.Rules;
import io.imdsguard.gate.Tickets;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Host;
import io.imdsguard.metadata.Hosts;
import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.Services;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import io.imdsguard.policy.ImdsV1;
import io.imdsguard.policy.Mode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A guard of the well-known services and one more, in enforce mode; its events are numbered 7. */
final class StandingGuard implements Guard, Rules, AuditLog {
  private final List<Endpoint> endpoints;
  private final List<Host> hosts;
  private final List<Event> events = new ArrayList<>();
  private Mode mode = Mode.ENFORCE;
  private boolean fallen;
  private boolean awaited;

  StandingGuard(String url) {
    this.endpoints = Services.of(List.of(url));
    this.hosts = Hosts.of(endpoints, List.of(url));
  }

  void in(Mode wanted) {
    mode = wanted;
  }

  void falls() {
    fallen = true;
  }

  boolean wasAwaited() {
    return awaited;
  }

  List<Event> events() {
    return events;
  }

  @Override
  public void await() throws IOException {
    awaited = true;
    if (fallen) {
      throw new ConnectException("not guarded");
    }
  }

  @Override
  public boolean standsAside() {
    return false;
  }

  @Override
  public Endpoint endpoint(int entry) {
    return entry < endpoints.size() ? endpoints.get(entry) : null;
  }

  @Override
  public List<Host> hosts() {
    return hosts;
  }

  @Override
  public boolean isSettled() {
    return !fallen;
  }

  @Override
  public NativeGate natives() {
    return new NativeGate(this, this);
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public Kind kindOf(String path) {
    return Kind.OTHER;
  }

  @Override
  public long nextSeq() {
    return 7;
  }

  @Override
  public boolean write(Event event, int millis) {
    return events.add(event);
  }

  @Override
  public ImdsV1 imdsV1() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Decision decide(Ask ask, Caller caller) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean mayEquip(String executable) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int[] v4() {
    throw new UnsupportedOperationException();
  }

  @Override
  public InetAddress gate(int entry) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void requireReachable(Endpoint endpoint) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Arrivals arrivals() {
    return null;
  }

  @Override
  public Tickets tickets() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ProcessGate processes() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ChildGate children() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CredentialsGate credentials() {
    throw new UnsupportedOperationException();
  }
}

package io.imdsguard.gate;

import io.imdsguard.audit.AuditLog;
import io.imdsguard.metadata.CleanThread;
import io.imdsguard.metadata.OwnCredentials;
import io.imdsguard.policy.Ask;
import io.imdsguard.policy.Caller;
import io.imdsguard.policy.Decision;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Where child processes get the role's keys that a rule gives them: a second listener on 127.0.0.1,
 * opened with the first such child. It speaks the protocol of container credentials, which every
 * AWS SDK knows. Thread-safe.
 *
 * <p>Source: AWS SDKs and Tools Reference Guide, "Container credential provider".
 */
public final class ChildGate implements Door {
  static final String PATH = "/credentials";
  private static final int MAX_THREADS = 64;

  private final Rules rules;
  private final OwnCredentials own;
  private final AuditLog audit;
  private final SelectorProvider provider;
  private ChildTokens tokens;
  private Turns turns;
  private String url;

  public ChildGate(Rules rules, OwnCredentials own, AuditLog audit, SelectorProvider provider) {
    this.rules = rules;
    this.own = own;
    this.audit = audit;
    this.provider = provider;
  }

  /** Whether a process of this program may be given credentials, whoever starts it. */
  public boolean mayEquip(String executable) {
    return rules.mayEquip(executable);
  }

  /**
   * Decides whether the process gets a token, and records that before it is started. A refusal
   * keeps nothing from it but the token.
   *
   * @return {@code null} if it is to be started without
   * @throws IOException if there is no way to listen
   */
  public Equipment equip(String executable, Caller caller) throws IOException {
    Ask ask = Ask.equipment(own.service(), executable);
    Record record = new Record(audit, rules.mode());
    record.came(caller, ask.service());
    record.starts(ask);
    Decision decision = rules.decide(ask, caller);
    record.decided(decision, true);
    if (!caller.isAttributed()) {
      record.note(caller.whyUnattributed());
    }
    if (decision.allowed()) {
      record.note("it is started with a token for the role's credentials");
    } else {
      record.note("it is started without credentials");
    }
    record.notAnswered();
    boolean recorded = record.write(0);
    return decision.allowed() && recorded ? equipment(ask, caller) : null;
  }

  private synchronized Equipment equipment(Ask ask, Caller caller) throws IOException {
    if (url == null) {
      open();
    }
    String token = tokens.mint();
    Child child = new Child(ask, caller, ChildTokens.digest(token));
    tokens.add(child);
    return new Equipment(url, token, child);
  }

  private void open() throws IOException {
    ServerSocketChannel listener = Gate.listen(provider, new byte[] {127, 0, 0, 1});
    ThreadPoolExecutor workers = GateThreads.pool(MAX_THREADS);
    turns = new Turns(workers);
    tokens = new ChildTokens();
    if (!CleanThread.start(
        new Acceptor(listener, workers, this), "imds-guard-gate-children", null)) {
      listener.close();
      throw new IOException("there is no thread to be had");
    }
    InetSocketAddress local = (InetSocketAddress) listener.socket().getLocalSocketAddress();
    InetAddress address = local.getAddress();
    url = "http://" + address.getHostAddress() + ":" + local.getPort() + PATH;
  }

  @Override
  public synchronized Runnable serving(SocketChannel channel) {
    return new ChildVisit(channel, rules, own, audit, tokens, turns);
  }
}

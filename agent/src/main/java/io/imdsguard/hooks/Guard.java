package io.imdsguard.hooks;

import io.imdsguard.gate.Arrivals;
import io.imdsguard.gate.ChildGate;
import io.imdsguard.gate.CredentialsGate;
import io.imdsguard.gate.NativeGate;
import io.imdsguard.gate.ProcessGate;
import io.imdsguard.gate.Tickets;
import io.imdsguard.metadata.Endpoint;
import io.imdsguard.metadata.Host;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** What the funnel needs of the rest of the agent once that is up. Thread-safe. */
public interface Guard {

  /** The guarded IPv4 addresses, as 32-bit numbers. */
  int[] v4();

  /**
   * Waits until the guard stands.
   *
   * @throws IOException if it does not stand and metadata is therefore refused
   */
  void await() throws IOException;

  /** Whether connections pass as they are: the guard has failed, and the policy only monitors. */
  boolean standsAside();

  /** The endpoint of an entry of the junction's table, or {@code null} for the canary. */
  Endpoint endpoint(int entry);

  /** The instance that stands for the gate in that entry. */
  InetAddress gate(int entry);

  /**
   * Fails as the connect would without the agent where there is no service.
   *
   * @throws IOException what the connect would have thrown
   */
  void requireReachable(Endpoint endpoint) throws IOException;

  Arrivals arrivals();

  /** What ties native code's requests to who asked. */
  Tickets tickets();

  /** What metadata services are called on a command line, as far as is known by now. */
  List<Host> hosts();

  /** Whether the policy and the settings, which may name more of them, have been read. */
  boolean isSettled();

  ProcessGate processes();

  /** What refuses the requests of native code that can't be led to the gate. */
  NativeGate natives();

  /**
   * Who gives child processes credentials, or {@code null} if the policy has no rule for that.
   *
   * @throws IOException if the guard does not stand
   */
  ChildGate children() throws IOException;

  /** Who hands out the role's credentials, or {@code null} while the guard does not stand. */
  CredentialsGate credentials();
}

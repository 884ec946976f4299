package io.imdsguard.simulator;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * A metadata service on addresses of this machine.
 *
 * <pre>{@code
 * try (Simulator sim = Simulator.builder().role("demo-role").build().start()) {
 *   ... sim.endpoint() ...
 *   assertThat(sim.journal().withoutToken()).isEmpty();
 * }
 * }</pre>
 *
 * <p>Thread-safe. All threads are daemons.
 */
public final class Simulator implements AutoCloseable {
  /** Enough for thousands of connections that hang; further ones are closed at once. */
  private static final int MAX_CONNECTIONS = 4_096;

  private static final int STACK_BYTES = 256 * 1024;

  private final List<String> addresses;
  private final int wantedPort;
  private final SSLContext tls;
  private final List<Site> sites;
  private final State state;
  private final Journal journal = new Journal();
  private final Behaviour behaviour;
  private final Responder responder;
  private final List<Listener> listeners = new ArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService pool;

  Simulator(List<String> addresses, int wantedPort, SSLContext tls, State state, List<Site> sites) {
    this.addresses = addresses;
    this.tls = tls;
    this.sites = sites;
    this.wantedPort = wantedPort;
    this.state = state;
    this.behaviour = new Behaviour(state);
    this.responder = new Responder(state, journal, sites);
    this.pool =
        new ThreadPoolExecutor(
            0,
            MAX_CONNECTIONS + addresses.size(),
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Simulator::daemon);
  }

  /** Describes a new simulator. */
  public static SimulatorBuilder builder() {
    return new SimulatorBuilder();
  }

  /**
   * Starts to listen; connections are served from the moment this returns.
   *
   * @throws UncheckedIOException if an address can't be bound; then none is
   */
  public synchronized Simulator start() {
    int port = wantedPort;
    for (String address : addresses) {
      try {
        Listener listener = Listener.bind(address, port, tls, this::accept);
        listeners.add(listener);
        port = listener.port();
      } catch (IOException e) {
        close();
        throw new UncheckedIOException(e);
      }
    }
    listeners.forEach(pool::execute);
    return this;
  }

  /** The port, the same for all addresses. */
  public synchronized int port() {
    return listeners.get(0).port();
  }

  /** The first address as {@code http://address:port}, IPv6 in brackets, no slash at the end. */
  public synchronized String endpoint() {
    return listeners.get(0).endpoint();
  }

  /** All addresses, like {@link #endpoint()}. */
  public synchronized List<String> endpoints() {
    return listeners.stream().map(Listener::endpoint).toList();
  }

  /** The way to change how the service behaves. */
  public Behaviour behaviour() {
    return behaviour;
  }

  /** What was asked of the service. */
  public Journal journal() {
    return journal;
  }

  /** The role's keys that would be handed out now. */
  public Credentials credentials() {
    return state.profile.keys().current();
  }

  /** The keys that ECS and EKS would hand out now. */
  public Credentials containerCredentials() {
    return state.containerKeys.current();
  }

  /**
   * The STS that this is.
   *
   * @throws java.util.NoSuchElementException if it is none
   */
  public Sts sts() {
    return sites.stream()
        .filter(Sts.class::isInstance)
        .map(Sts.class::cast)
        .findFirst()
        .orElseThrow();
  }

  /** The credentials of this access key id that were handed out to a role, or {@code null}. */
  Credentials issued(String accessKeyId) {
    Credentials role = state.profile.keys().find(accessKeyId);
    return role == null ? state.containerKeys.find(accessKeyId) : role;
  }

  /** The path of the task's credentials: {@code AWS_CONTAINER_CREDENTIALS_RELATIVE_URI}. */
  public String taskCredentialsPath() {
    return state.taskPath;
  }

  /**
   * The path of the pod's credentials, which {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} ends in.
   */
  public String podCredentialsPath() {
    return Eks.PATH;
  }

  /** The only token that EKS takes now. */
  public String podToken() {
    return state.podToken;
  }

  /** The user data, or {@code null} if there is none. */
  public String userData() {
    return state.userData;
  }

  /**
   * Every secret string minted so far, handed out or not: secret keys, session tokens of
   * credentials, IMDSv2 tokens, tokens of the pod, the password in the user data, identity
   * signatures, other clouds' access tokens. Access key ids are not secret. All but replaced user
   * data begin with {@code SIM} and consist of letters and digits.
   */
  public List<String> secrets() {
    return state.secrets.all();
  }

  /** Stops to listen and breaks all connections. */
  @Override
  public synchronized void close() {
    for (Listener listener : listeners) {
      quietly(listener);
    }
    pool.shutdownNow();
    open.forEach(Simulator::quietly);
  }

  private void accept(Socket socket) {
    journal.addConnection();
    open.add(socket);
    try {
      pool.execute(new Connection(socket, responder, journal, () -> open.remove(socket)));
    } catch (RejectedExecutionException e) {
      open.remove(socket);
      quietly(socket);
    }
  }

  private static void quietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // It is as good as closed.
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(null, work, "imds-simulator", STACK_BYTES);
    thread.setDaemon(true);
    return thread;
  }
}

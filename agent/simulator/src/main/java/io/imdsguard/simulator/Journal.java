package io.imdsguard.simulator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Every request that reached the simulator, oldest first, each recorded before it is answered.
 *
 * <p>Thread-safe. Keeps the last 100,000 requests; {@link #total()} counts them all.
 */
public final class Journal {
  private static final int KEPT = 100_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();
  private long total;
  private long malformed;
  private long connections;

  Journal() {}

  /** All requests kept. */
  public synchronized List<RecordedRequest> requests() {
    return List.copyOf(requests);
  }

  /** The requests that match. */
  public List<RecordedRequest> requests(Predicate<RecordedRequest> which) {
    return requests().stream().filter(which).toList();
  }

  /** Requests for an IMDSv2 session token, refused and unanswered ones included. */
  public List<RecordedRequest> tokenRequests() {
    return requests(RecordedRequest::isTokenRequest);
  }

  /** GETs of the list of roles, extended or not. */
  public List<RecordedRequest> credentialLists() {
    return requests(request -> credentialSegments(request) == 0);
  }

  /** GETs of the credentials of one role, extended or not. */
  public List<RecordedRequest> credentialLoads() {
    return requests(request -> credentialSegments(request) == 1);
  }

  /** Requests for the credentials of an ECS task or EKS pod, refused ones included. */
  public List<RecordedRequest> containerLoads() {
    return requests(
        request -> request.path().equals(Eks.PATH) || request.path().startsWith("/v2/credentials"));
  }

  /** Requests that carry no session token and don't ask for one: IMDSv1. */
  public List<RecordedRequest> withoutToken() {
    return requests(request -> !request.isTokenRequest() && !request.carriesToken());
  }

  /** How many requests there were since the start or the last {@link #clear()}. */
  public synchronized long total() {
    return total;
  }

  /** How many times something came that is no HTTP request; it is answered with 400. */
  public synchronized long malformed() {
    return malformed;
  }

  /** How many connections were accepted, those without a request included. */
  public synchronized long connections() {
    return connections;
  }

  /** Forgets everything and sets all counters to zero. */
  public synchronized void clear() {
    requests.clear();
    total = 0;
    malformed = 0;
    connections = 0;
  }

  /**
   * Waits until so many of the requests kept match.
   *
   * @return whether they came before the time was over
   */
  public synchronized boolean await(int count, Predicate<RecordedRequest> which, Duration timeout)
      throws InterruptedException {
    long end = System.nanoTime() + timeout.toNanos();
    while (requests.stream().filter(which).count() < count) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  synchronized void add(RecordedRequest request) {
    if (requests.size() == KEPT) {
      requests.removeFirst();
    }
    requests.addLast(request);
    total++;
    notifyAll();
  }

  synchronized void addMalformed() {
    malformed++;
  }

  synchronized void addConnection() {
    connections++;
  }

  /** 0 for a list of roles, 1 for a role's credentials, -1 for anything else. */
  private static int credentialSegments(RecordedRequest request) {
    String resource = Ec2Versions.resource(request.path());
    String list = "/meta-data/iam/security-credentials";
    if (!request.method().equals("GET") || !resource.startsWith(list)) {
      return -1;
    }
    String rest = resource.substring(list.length());
    rest = rest.startsWith("-extended") ? rest.substring("-extended".length()) : rest;
    return rest.isEmpty() ? 0 : rest.startsWith("/") ? 1 : -1;
  }
}

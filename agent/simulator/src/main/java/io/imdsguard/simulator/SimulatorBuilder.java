package io.imdsguard.simulator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;

/** Describes a simulator. Everything has a default; not thread-safe. */
public final class SimulatorBuilder {
  private final List<String> addresses = new ArrayList<>();
  private int port;
  private String role = "demo-role";
  private String region = "eu-central-1";
  private TokenMode tokens = TokenMode.REQUIRED;
  private Set<Cloud> clouds = EnumSet.of(Cloud.EC2);
  private Clock clock = Clock.systemUTC();
  private Simulator issuer;
  private SSLContext tls;

  SimulatorBuilder() {}

  /** Adds an address to listen on, an IP literal; {@code 127.0.0.1} if there is none. */
  public SimulatorBuilder address(String address) {
    addresses.add(address);
    return this;
  }

  /** Sets the port for all addresses; 0, the default, for any free one. */
  public SimulatorBuilder port(int newPort) {
    port = newPort;
    return this;
  }

  /** Sets the instance's role, {@code demo-role} by default; {@code null} for none. */
  public SimulatorBuilder role(String newRole) {
    role = newRole;
    return this;
  }

  /** Sets the instance's region, {@code eu-central-1} by default. */
  public SimulatorBuilder region(String newRegion) {
    region = newRegion;
    return this;
  }

  /** Sets whether requests without a session token are answered; by default they are not. */
  public SimulatorBuilder imdsV1(boolean allow) {
    return tokens(allow ? TokenMode.OPTIONAL : TokenMode.REQUIRED);
  }

  /** Sets how EC2 treats session tokens. */
  public SimulatorBuilder tokens(TokenMode mode) {
    tokens = mode;
    return this;
  }

  /** Sets which services answer on the address, EC2 alone by default. */
  public SimulatorBuilder clouds(Cloud first, Cloud... more) {
    clouds = EnumSet.of(first, more);
    return this;
  }

  /** Sets the clock for the ends of tokens and credentials and for throttling. */
  public SimulatorBuilder clock(Clock newClock) {
    clock = newClock;
    return this;
  }

  /** Makes it an STS, and nothing else, for those to whom that simulator hands out keys. */
  public SimulatorBuilder stsFor(Simulator newIssuer) {
    issuer = newIssuer;
    return this;
  }

  /** Serves over TLS alone. */
  public SimulatorBuilder tls(SSLContext context) {
    tls = context;
    return this;
  }

  /** Makes the simulator; it does not listen before {@link Simulator#start()}. */
  public Simulator build() {
    State state = new State(role, clock);
    state.tokenMode = tokens;
    List<String> listenOn = addresses.isEmpty() ? List.of("127.0.0.1") : List.copyOf(addresses);
    return new Simulator(listenOn, port, tls, state, sites(state));
  }

  /** The services in the order in which they are asked: EC2 takes whatever is left. */
  private List<Site> sites(State state) {
    if (issuer != null) {
      return List.of(new Sts(region, issuer::issued, state));
    }
    List<Site> sites = new ArrayList<>();
    if (clouds.contains(Cloud.AZURE)) {
      sites.add(new Azure(state));
    }
    if (clouds.contains(Cloud.GCP)) {
      sites.add(new Gcp(state.gcp, clouds.size() == 1));
    }
    if (clouds.contains(Cloud.ECS)) {
      sites.add(new Ecs(state));
    }
    if (clouds.contains(Cloud.EKS)) {
      sites.add(new Eks(state));
    }
    if (clouds.contains(Cloud.PLAIN)) {
      sites.add(new Plain());
    }
    if (clouds.contains(Cloud.EC2)) {
      sites.add(new Ec2(state, new Ec2Data(state, region)));
    }
    return sites;
  }
}

package io.imdsguard.policy;

import io.imdsguard.metadata.Kind;
import io.imdsguard.metadata.MetadataPaths;

/** The built-in policy: the AWS SDKs' own credential and region providers. Immutable. */
public final class Policy {
  private static final String RULE = "aws-sdk";
  private static final String V2 = "software.amazon.awssdk.";
  private static final String[] PROVIDERS = {
    V2 + "auth.credentials.InstanceProfileCredentialsProvider",
    V2 + "auth.credentials.ContainerCredentialsProvider",
    V2 + "regions.providers.InstanceProfileRegionProvider",
    V2 + "awscore.internal.defaultsmode.AutoDefaultsModeDiscovery",
    "com.amazonaws.auth.InstanceProfileCredentialsProvider",
    "com.amazonaws.auth.EC2CredentialsFetcher",
    "com.amazonaws.auth.InstanceMetadataServiceCredentialsFetcher",
    "com.amazonaws.auth.BaseCredentialsFetcher",
    "com.amazonaws.regions.InstanceMetadataRegionProvider",
  };

  private final Mode mode;
  private final String denial;

  private Policy(Mode mode, String denial) {
    this.mode = mode;
    this.denial = denial;
  }

  public static Policy builtIn() {
    return new Policy(Mode.MONITOR, null);
  }

  /** What is in effect when no valid policy can be had. */
  public static Policy denyingEverything(String why) {
    return new Policy(Mode.ENFORCE, why);
  }

  public Policy tightenedBy(Mode other) {
    return new Policy(mode.tightenedBy(other), denial);
  }

  public Mode mode() {
    return mode;
  }

  public ImdsV1 imdsV1() {
    return ImdsV1.UPGRADE;
  }

  /** Decides one request. */
  public Decision decide(Ask ask, Caller caller) {
    if (denial != null) {
      return Decision.deny(null, denial);
    }
    if (!caller.isAttributed() || !isProvider(caller.frame().className())) {
      return Decision.deny(null, "no rule allows this caller");
    }
    if (caller.interpreter() != null) {
      return Decision.deny(RULE, caller.interpreter() + " stands directly behind the caller");
    }
    boolean path =
        ask.kind() == Kind.CREDENTIALS
            || ask.kind() == Kind.TOKEN
            || MetadataPaths.isRegion(ask.path());
    if (!path) {
      return Decision.deny(null, "no rule allows this path to the caller");
    }
    return caller.distantInterpreter() == null
        ? Decision.allow(RULE, "an AWS SDK provider")
        : Decision.allowWithConcern(RULE, caller.distantInterpreter() + " is on the stack");
  }

  private static boolean isProvider(String className) {
    for (String provider : PROVIDERS) {
      if (className.equals(provider) || className.startsWith(provider + "$")) {
        return true;
      }
    }
    return false;
  }
}

package io.imdsguard.agent;

import io.imdsguard.metadata.Endpoint;
import java.util.ArrayList;
import java.util.List;

/**
 * Which of the guarded services the agent asks for its own role's credentials, in the order of the
 * AWS SDKs' default chain: what the environment names for a container, then EC2. Where a setting
 * names EC2's service no other is asked, as the SDKs do; what the policy names comes before the
 * well-known addresses.
 */
final class OwnServices {
  private OwnServices() {}

  /**
   * The services to ask, the preferred one first; at least one.
   *
   * @param guarded the well-known ones, then those of settings, then those of the policy
   * @param wellKnown how many of them are well-known
   * @param settings how many are well-known or from settings
   */
  static List<Endpoint> of(List<Endpoint> guarded, int wellKnown, int settings) {
    List<Endpoint> own = new ArrayList<>();
    for (Endpoint endpoint : guarded) {
      if (endpoint.container() != null) {
        own.add(endpoint);
      }
    }
    int containers = own.size();
    addEc2(own, guarded.subList(wellKnown, settings));
    if (own.size() == containers) {
      addEc2(own, guarded.subList(settings, guarded.size()));
      addEc2(own, guarded.subList(0, wellKnown));
    }
    return own;
  }

  private static void addEc2(List<Endpoint> own, List<Endpoint> from) {
    for (Endpoint endpoint : from) {
      if (!endpoint.isContainers()) {
        own.add(endpoint);
      }
    }
  }
}

package io.imdsguard.policy;

/** The role's credentials, for callers of the agent's own API. Immutable. */
final class AboutCredentials implements Rule.What {

  @Override
  public boolean concerns(Ask ask) {
    return ask.way() == Ask.Way.API;
  }

  @Override
  public boolean matches(Ask ask, boolean allow) {
    return true;
  }
}

package io.imdsguard.metadata;

import java.io.IOException;

/**
 * What EC2 gives of credentials: the role's, in both folders, those of the instance itself, and
 * what is said about both.
 *
 * <p>Source: Amazon EC2 user guide, "Instance metadata categories". {@code
 * security-credentials-extended} is what the newer AWS SDKs ask for first; its documents name the
 * account as well.
 */
final class Ec2Snapshot implements Snapshot {
  static final String ROLES = "/latest/meta-data/iam/security-credentials/";
  static final String EXTENDED = "/latest/meta-data/iam/security-credentials-extended/";
  static final String PROFILE = "/latest/meta-data/iam/info";
  static final String INSTANCE =
      "/latest/meta-data/identity-credentials/ec2/security-credentials/ec2-instance";
  static final String INSTANCE_INFO = "/latest/meta-data/identity-credentials/ec2/info";

  private final Roles roles;
  private final Roles extended;
  private final KeyDocument instance;
  private final Info profile;
  private final Info instanceInfo;

  Ec2Snapshot(Session session, Clock clock, Limits limits) {
    this.roles = new Roles(session, clock, limits, ROLES);
    this.extended = new Roles(session, clock, limits, EXTENDED);
    this.instance = new KeyDocument(session, clock, limits, INSTANCE, true);
    this.profile = new Info(session, clock, limits, roles, PROFILE);
    this.instanceInfo = new Info(session, clock, limits, instance, INSTANCE_INFO);
  }

  @Override
  public Reply answer(String path, Refresher refresher) throws IOException {
    if (roles.hold(path)) {
      return roles.answer(path, refresher);
    }
    if (extended.hold(path)) {
      return extended.answer(path, refresher);
    }
    switch (path) {
      case PROFILE:
        return profile.reply(refresher);
      case INSTANCE:
        return instance.reply(refresher);
      case INSTANCE_INFO:
        return instanceInfo.reply(refresher);
      default:
        return null;
    }
  }

  @Override
  public boolean holdUnexpired() {
    return roles.holdUnexpired() || extended.holdUnexpired();
  }

  @Override
  public void load(Refresher refresher) throws IOException {
    roles.load(refresher);
  }

  @Override
  public long refreshDelayMillis() {
    if (profile.isWanted() || instanceInfo.isWanted()) {
      return 0;
    }
    long soonest = Refresher.sooner(roles.refreshDelayMillis(), extended.refreshDelayMillis());
    return Refresher.sooner(soonest, instance.refreshDelayMillis());
  }

  @Override
  public void refreshDue() {
    roles.refreshDue();
    extended.refreshDue();
    instance.refreshIfDue();
    profile.refetchIfWanted();
    instanceInfo.refetchIfWanted();
  }
}

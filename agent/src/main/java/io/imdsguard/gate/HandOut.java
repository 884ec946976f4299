package io.imdsguard.gate;

import io.imdsguard.metadata.RoleKeys;

/** What became of a request for the role's keys: the keys, or why there are none. Immutable. */
public final class HandOut {
  private final RoleKeys keys;
  private final boolean refused;
  private final long event;
  private final String why;

  private HandOut(RoleKeys keys, boolean refused, long event, String why) {
    this.keys = keys;
    this.refused = refused;
    this.event = event;
    this.why = why;
  }

  static HandOut of(RoleKeys keys, long event) {
    return new HandOut(keys, false, event, null);
  }

  static HandOut refused(long event, String why) {
    return new HandOut(null, true, event, why);
  }

  static HandOut unavailable(long event, String why) {
    return new HandOut(null, false, event, why);
  }

  /** {@code null} if there are none. */
  public RoleKeys keys() {
    return keys;
  }

  /** Whether the policy is why there are none. */
  public boolean isRefused() {
    return refused;
  }

  /** The number of the audit event. */
  public long event() {
    return event;
  }

  /** What to tell who asked, nothing of the policy; {@code null} with keys. */
  public String why() {
    return why;
  }
}

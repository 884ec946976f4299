package io.imdsguard.metadata;

/** Of a service that this JVM's environment names no credentials of. */
final class NoSnapshot implements Snapshot {

  @Override
  public Reply answer(String path, Refresher refresher) {
    return null;
  }

  @Override
  public boolean holdUnexpired() {
    return false;
  }

  @Override
  public void load(Refresher refresher) {}

  @Override
  public long refreshDelayMillis() {
    return -1;
  }

  @Override
  public void refreshDue() {}
}

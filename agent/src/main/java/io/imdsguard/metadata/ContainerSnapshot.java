package io.imdsguard.metadata;

import java.io.IOException;

/** The one document of credentials that a container's environment names. */
final class ContainerSnapshot implements Snapshot {
  private final String target;
  private final KeyDocument document;

  ContainerSnapshot(Session session, Clock clock, Limits limits, String target) {
    this.target = target;
    this.document = new KeyDocument(session, clock, limits, target, false);
  }

  @Override
  public Reply answer(String path, Refresher refresher) throws IOException {
    return path.equals(target) ? document.reply(refresher) : null;
  }

  @Override
  public boolean holdUnexpired() {
    return document.holdUnexpired();
  }

  @Override
  public void load(Refresher refresher) throws IOException {
    document.load();
  }

  @Override
  public long refreshDelayMillis() {
    return document.refreshDelayMillis();
  }

  @Override
  public void refreshDue() {
    document.refreshIfDue();
  }
}

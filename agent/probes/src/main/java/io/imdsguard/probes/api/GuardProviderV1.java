package io.imdsguard.probes.api;

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.BasicSessionCredentials;
import io.imdsguard.api.Credentials;
import io.imdsguard.api.ImdsGuard;

public final class GuardProviderV1 implements AWSCredentialsProvider {
  @Override
  public AWSCredentials getCredentials() {
    Credentials keys = ImdsGuard.credentials();
    return new BasicSessionCredentials(
        keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
  }

  @Override
  public void refresh() {}
}

package io.imdsguard.probes.api;

import io.imdsguard.api.Credentials;
import io.imdsguard.api.ImdsGuard;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

public final class GuardProviderV2 implements AwsCredentialsProvider {
  @Override
  public AwsCredentials resolveCredentials() {
    Credentials keys = ImdsGuard.credentials();
    return AwsSessionCredentials.create(
        keys.accessKeyId(), keys.secretAccessKey(), keys.sessionToken());
  }
}

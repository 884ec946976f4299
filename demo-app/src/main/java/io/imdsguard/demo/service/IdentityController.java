package io.imdsguard.demo.service;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;

/** Which AWS identity is this: once with each SDK that the service has come by over the years. */
@RestController
class IdentityController {

  @GetMapping("/identity/{sdk}")
  String identity(@PathVariable String sdk) {
    return sdk.equals("v2") ? currentSdk() : oldSdk();
  }

  private static String currentSdk() {
    try (InstanceProfileCredentialsProvider provider =
        InstanceProfileCredentialsProvider.create()) {
      return provider.resolveCredentials().accessKeyId();
    }
  }

  private static String oldSdk() {
    return new com.amazonaws.auth.InstanceProfileCredentialsProvider(false)
        .getCredentials()
        .getAWSAccessKeyId();
  }
}

package io.imdsguard.demo.service;

import com.amazonaws.util.VersionInfoUtils;
import java.util.function.Supplier;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.HtmlUtils;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.core.util.VersionInfo;

/** Which AWS identity is this: once with each SDK that the service has come by over the years. */
@RestController
class IdentityController {

  /** The page. */
  @GetMapping(path = "/identity", produces = MediaType.TEXT_HTML_VALUE)
  String page() {
    return "<!DOCTYPE html><html lang=\"en\"><title>Which AWS identity am I?</title>"
        + "<h1>Which AWS identity am I?</h1><dl>"
        + entry("AWS SDK v2 " + VersionInfo.SDK_VERSION, IdentityController::currentSdk)
        + entry("AWS SDK v1 " + VersionInfoUtils.getVersion(), IdentityController::oldSdk)
        + "</dl></html>";
  }

  private static String entry(String sdk, Supplier<String> accessKeyId) {
    String answer;
    try {
      answer = accessKeyId.get();
    } catch (RuntimeException e) {
      answer = "none: " + e.getMessage();
    }
    return "<dt>" + HtmlUtils.htmlEscape(sdk) + "<dd>" + HtmlUtils.htmlEscape(answer);
  }

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

package io.imdsguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar demo-app.jar --serve}, in a browser. */
class ConsoleIT {
  private static final Pattern IDENTITY =
      Pattern.compile("identities is on (http://127\\.0\\.0\\.1:\\d+)/identity");
  private static final Pattern URL = Pattern.compile("try it on (http://127\\.0\\.0\\.1:\\d+/)");

  @TempDir private static Path folder;
  private static Process demo;
  private static Browser browser;

  @BeforeAll
  static void openThePage() throws Exception {
    if (!Browser.isInstalled()) {
      System.out.println("SKIPPED: no Chromium found, the demonstration's page is not tried");
    }
    Assumptions.assumeTrue(Browser.isInstalled(), "no Chromium");
    demo = DemoJar.start(folder, "--serve", "0");
    browser = Browser.open(folder);
    browser.go(printed(URL));
    browser.await("return document.querySelectorAll('button').length", "12");
  }

  private static String printed(Pattern pattern) throws Exception {
    return DemoJar.awaitOutput(folder, pattern);
  }

  @AfterAll
  static void closeThePage() throws Exception {
    if (browser != null) {
      browser.quit();
    }
    if (demo != null) {
      demo.destroy();
    }
  }

  private static String click(String id) throws Exception {
    browser.run("document.getElementById('" + id + "').click()");
    return browser.await(
        "return document.getElementById('" + id + "').parentNode.querySelector('output').className",
        "good");
  }

  @Test
  void anAttackIsShownAsRefused() throws Exception {
    assertThat(click("ssrf")).contains("good");
  }

  @Test
  void anHonestCallIsShownToWork() throws Exception {
    assertThat(click("sdk-v1")).contains("good");
  }

  @Test
  void thePageOfIdentitiesNamesTheKeyOfBothSdks() throws Exception {
    assertThat(browserless("/identity").body().split("<dd>ASIASIM", -1)).hasSize(3);
  }

  @Test
  void theHolesAreOpenToTheDemonstrationOnly() throws Exception {
    assertThat(browserless("/report?formula=1").statusCode()).isEqualTo(403);
  }

  private static HttpResponse<String> browserless(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(printed(IDENTITY) + path)).build(),
            BodyHandlers.ofString());
  }

  @Test
  void theAuditLogIsLive() throws Exception {
    click("debug");

    assertThat(
            browser.await("return document.getElementById('audit').innerText", "ReportController"))
        .contains("ReportController");
  }
}

package io.imdsguard.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code java -jar demo-app.jar --serve}, in a browser. */
class ConsoleIT {
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
    browser.go(url());
    browser.await("return document.querySelectorAll('button').length", "11");
  }

  private static String url() throws Exception {
    Path out = folder.resolve("out.txt");
    for (int i = 0; i < 600; i++) {
      Matcher line = URL.matcher(Files.readString(out));
      if (line.find()) {
        return line.group(1);
      }
      Thread.sleep(100);
    }
    throw new AssertionError("it never served: " + Files.readString(out));
  }

  @AfterAll
  static void closeThePage() throws Exception {
    if (browser != null) {
      browser.quit();
    }
    if (demo != null) {
      demo.descendants().forEach(ProcessHandle::destroy);
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
  void theAuditLogIsLive() throws Exception {
    click("debug");

    assertThat(
            browser.await("return document.getElementById('audit').innerText", "ReportController"))
        .contains("ReportController");
  }
}

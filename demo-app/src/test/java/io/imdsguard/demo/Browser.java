package io.imdsguard.demo;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Headless Chromium, driven over the W3C WebDriver protocol of chromedriver. */
final class Browser {
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Pattern SESSION = Pattern.compile("\"sessionId\":\"([^\"]+)\"");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final String base;
  private String session;

  private Browser(Process driver, int port) {
    this.driver = driver;
    this.base = "http://127.0.0.1:" + port;
  }

  static boolean isInstalled() {
    return Files.isExecutable(DRIVER) && Files.isExecutable(Path.of("/usr/bin/chromium"));
  }

  static Browser open(Path folder) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    Process driver =
        new ProcessBuilder(DRIVER.toString(), "--port=" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("chromedriver.txt").toFile())
            .start();
    Browser browser = new Browser(driver, port);
    browser.begin(folder);
    return browser;
  }

  private void begin(Path folder) throws Exception {
    String capabilities =
        """
        {"capabilities":{"alwaysMatch":{"goog:chromeOptions":{"binary":"/usr/bin/chromium","args":[
        "--headless","--no-sandbox","--disable-gpu","--disable-quic","--no-first-run",
        "--disable-background-networking","--disable-component-update","--disable-sync",
        "--user-data-dir=%s"]}}}}"""
            .formatted(folder.resolve("profile"));
    for (int attempt = 0; session == null; attempt++) {
      try {
        Matcher id = SESSION.matcher(post("/session", capabilities));
        if (!id.find()) {
          throw new IllegalStateException("chromedriver opened no session");
        }
        session = "/session/" + id.group(1);
      } catch (IOException notUpYet) {
        if (attempt > 100) {
          throw notUpYet;
        }
        Thread.sleep(100);
      }
    }
  }

  void go(String url) throws Exception {
    post(session + "/url", "{\"url\":\"" + url + "\"}");
  }

  /** Runs a script and returns what it returns, as JSON. */
  String run(String script) throws Exception {
    String quoted = script.replace("\\", "\\\\").replace("\"", "\\\"");
    return post(session + "/execute/sync", "{\"script\":\"" + quoted + "\",\"args\":[]}");
  }

  /** Runs a script until what it returns contains a text, up to half a minute. */
  String await(String script, String text) throws Exception {
    String result = run(script);
    for (int i = 0; i < 300 && !result.contains(text); i++) {
      Thread.sleep(100);
      result = run(script);
    }
    return result;
  }

  private String post(String path, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(base + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return http.send(request, BodyHandlers.ofString()).body();
  }

  void quit() throws Exception {
    if (session != null) {
      http.send(
          HttpRequest.newBuilder(URI.create(base + session)).DELETE().build(),
          BodyHandlers.discarding());
    }
    driver.destroy();
  }
}

package io.imdsguard.demo.service;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Previews any link that a user pastes. It fetches whatever it is given, with the method and the
 * header that the front end asks for: a textbook server-side request forgery.
 */
@RestController
class PreviewController {

  @GetMapping("/preview")
  String preview(
      @RequestParam String url,
      @RequestParam(defaultValue = "GET") String method,
      @RequestParam(required = false) String header)
      throws IOException {
    HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
    connection.setConnectTimeout(5_000);
    connection.setReadTimeout(10_000);
    connection.setRequestMethod(method);
    if (header != null) {
      int colon = header.indexOf(':');
      connection.setRequestProperty(header.substring(0, colon), header.substring(colon + 1).trim());
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return status + "\n" + body;
    }
  }
}

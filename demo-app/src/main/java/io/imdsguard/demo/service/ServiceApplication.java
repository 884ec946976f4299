package io.imdsguard.demo.service;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.web.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;

/** The service, on a free port of loopback, which it prints. */
@SpringBootApplication
public class ServiceApplication {
  /** What the line with the port begins with. */
  public static final String LISTENING = "listening on port ";

  /** The environment variable with what a request must bring as {@link #PASS_HEADER}. */
  public static final String PASS = "DEMO_PASS";

  /** The header field with the pass. */
  public static final String PASS_HEADER = "X-Demo-Pass";

  /** Runs the service until it is killed, or whoever started it is gone. */
  public static void run() {
    ParentWatch.start();
    SpringApplication service = new SpringApplication(ServiceApplication.class);
    service.setDefaultProperties(
        java.util.Map.of(
            "server.address", "127.0.0.1",
            "server.port", "0",
            "spring.main.banner-mode", "off",
            "logging.level.root", "ERROR"));
    service.run();
  }

  @EventListener
  void listening(WebServerInitializedEvent event) {
    System.out.println(LISTENING + event.getWebServer().getPort());
  }
}

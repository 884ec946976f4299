package io.imdsguard.probes.clients;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a status from what a class logs, where it returns {@code null} for all of them. */
final class LastWarning extends Handler {
  private static final Pattern STATUS = Pattern.compile("Status Code: (\\d{3})");

  /** Loggers are kept by nobody else. */
  private final Logger logger;

  private String message = "";

  private LastWarning(Logger logger) {
    this.logger = logger;
  }

  static LastWarning of(String name) {
    Logger logger = Logger.getLogger(name);
    LastWarning warning = new LastWarning(logger);
    logger.setUseParentHandlers(false);
    logger.addHandler(warning);
    return warning;
  }

  @Override
  public synchronized void publish(LogRecord record) {
    message = record.getMessage();
  }

  synchronized String status() {
    Matcher status = STATUS.matcher(message);
    if (status.find()) {
      return status.group(1);
    }
    return message.contains("not found") ? "404" : "000 " + logger.getName() + ": " + message;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}

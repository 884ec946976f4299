package io.imdsguard.demo.service;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Tells the user everything about an error, as services should not. */
@RestControllerAdvice
class ErrorMessages {

  @ExceptionHandler
  ResponseEntity<String> failed(Exception e) {
    StringBuilder text = new StringBuilder();
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      text.append(cause).append('\n');
    }
    return ResponseEntity.internalServerError().body(text.toString());
  }
}

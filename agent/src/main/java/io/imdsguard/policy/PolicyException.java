package io.imdsguard.policy;

/**
 * A policy that can't be put into effect. The message is for the operator: {@code FILE:LINE:COLUMN:
 * what is wrong, expected what}; line and column count from 1 and are left out where the file as a
 * whole is wrong.
 */
public final class PolicyException extends Exception {
  private static final long serialVersionUID = 1L;

  PolicyException(String message) {
    super(message);
  }
}

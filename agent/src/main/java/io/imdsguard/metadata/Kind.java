package io.imdsguard.metadata;

/** What a metadata path yields, in the order of how much it is worth to a thief. */
public enum Kind {
  /** Keys or tokens of a role or service account. */
  CREDENTIALS,
  /** Signed or plain identity of the instance. */
  IDENTITY,
  /** User data: boot scripts, often with secrets in them. */
  USER_DATA,
  /** The IMDSv2 session token. */
  TOKEN,
  /** A child process whose command line names a metadata service; no path yields it. */
  PROCESS,
  /** Everything else. */
  OTHER;

  /** The name that users write and read, such as {@code user-data}. */
  public String label() {
    switch (this) {
      case CREDENTIALS:
        return "credentials";
      case IDENTITY:
        return "identity";
      case USER_DATA:
        return "user-data";
      case TOKEN:
        return "token";
      case PROCESS:
        return "process";
      default:
        return "other";
    }
  }
}

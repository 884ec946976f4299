/** The role's credentials, from the agent if it is there, for code that its policy permits. */
module io.imdsguard.api {
  exports io.imdsguard.api;
}

/**
 * The role's credentials, from the IMDS Guard agent if it is in this JVM, for code that its policy
 * permits.
 *
 * <p>{@link io.imdsguard.api.ImdsGuard} is where to begin. Everything here works without the agent
 * too, and then says so. Java 8 and later, no dependencies; every class loader may have its own
 * copy.
 *
 * <p>The agent takes the caller from the stack, and from nothing that is said to it: it is the
 * nearest code that is neither this package nor the JDK's nor a client library's. So this package
 * holds no right of its own, and a copy of it that somebody changed gets no more.
 */
package io.imdsguard.api;

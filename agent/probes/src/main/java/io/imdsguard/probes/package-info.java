/**
 * Programs that end-to-end tests run in a forked JVM, with the agent or without: each asks for
 * metadata in one way and prints what it got. Java 8, so that they run on every JDK.
 */
package io.imdsguard.probes;

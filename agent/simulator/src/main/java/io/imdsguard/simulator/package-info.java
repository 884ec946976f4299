/**
 * A simulator of the EC2 instance metadata service and of its relatives, shared by the tests and
 * the demonstration.
 *
 * <p>{@link io.imdsguard.simulator.Simulator} is the way in. It is strict where the real service is
 * (session tokens, methods, status codes) and generous where a dangerous service might be
 * (spellings of paths), so that a test of a bypass means something. It speaks HTTP over plain
 * sockets, because it must be able to misbehave at the byte level: never answer, break off, reset.
 *
 * <p>Rule: everything it gives out that is secret is minted by it, random, and listed by {@link
 * io.imdsguard.simulator.Simulator#secrets()}, so that a test can search for leaks.
 */
package io.imdsguard.simulator;

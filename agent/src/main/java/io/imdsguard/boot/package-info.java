/**
 * The classes that rewritten JDK and library classes can see, what they need themselves, and those
 * whose objects others get to see: threads, and what a library calls.
 *
 * <p>Rule: they depend on nothing but {@code java.base}, allocate nothing on the way of a
 * connection that is not metadata's, use no lambdas, and expose no state.
 */
package io.imdsguard.boot;

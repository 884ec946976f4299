/**
 * The one class that rewritten JDK and library classes can see, and what it needs itself.
 *
 * <p>Rule: it depends on nothing but {@code java.base}, allocates nothing on the way of a
 * connection that is not metadata's, uses no lambdas, and exposes no state.
 */
package io.imdsguard.boot;

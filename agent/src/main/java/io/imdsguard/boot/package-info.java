/**
 * The one class that rewritten JDK classes can see.
 *
 * <p>Rule: it depends on nothing but {@code java.base}, allocates nothing on the way of a
 * connection that is not metadata's, uses no lambdas, and exposes no state.
 */
package io.imdsguard.boot;

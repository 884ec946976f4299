/**
 * The operator's commands.
 *
 * <p>Rule: never loaded in the application's JVM.
 */
package io.imdsguard.cli;

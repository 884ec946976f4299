/**
 * The way in: premain and agentmain, the options, the status line, and the check that the guard is
 * in place.
 *
 * <p>Rule: nothing here decides anything. {@code premain} does no more than a program that never
 * opens a connection can afford: it reads its options, registers one transformer that knows a
 * handful of class names, and prints one line. Everything else begins when one of those classes
 * comes by.
 */
package io.imdsguard.agent;

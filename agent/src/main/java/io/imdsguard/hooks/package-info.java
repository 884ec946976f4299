/**
 * One file per client: where it connects, where its request is submitted, or where it starts a
 * process.
 *
 * <p>A child process's command line is read in two steps. The junction looks for a sign of an
 * address that costs no allocation; only a command that has one is read here, in every reading that
 * a program could make of it. Neither puts the guard up: a command that names metadata does.
 *
 * <p>Rule: a hook redirects or names the caller. It never decides, reads no policy, parses and
 * builds no response, and throws nothing into the application for a reason of its own.
 */
package io.imdsguard.hooks;

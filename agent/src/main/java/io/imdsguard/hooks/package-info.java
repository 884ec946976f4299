/**
 * One file per client: where it connects, or where its request is submitted.
 *
 * <p>Rule: a hook redirects or names the caller. It never decides, reads no policy, parses and
 * builds no response, and throws nothing into the application for a reason of its own.
 */
package io.imdsguard.hooks;

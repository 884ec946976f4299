/**
 * One event per request, as JSON Lines.
 *
 * <p>Rule: no event is lost silently, and no event holds a secret.
 */
package io.imdsguard.audit;

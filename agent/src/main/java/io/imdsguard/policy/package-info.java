/**
 * From YAML to rules; from rules, request and caller to a decision with its reason.
 *
 * <p>Rule: no I/O while deciding.
 */
package io.imdsguard.policy;

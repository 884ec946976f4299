/**
 * The loopback endpoint inside this JVM where every road to metadata ends: parse, canonicalise,
 * decide, answer, record.
 *
 * <p>Rule: the only place that decides. Opens no connection upstream itself and runs no application
 * code.
 */
package io.imdsguard.gate;

/**
 * What the agent costs. Whole processes, in pairs: each round runs the same program with an empty
 * agent, with an empty agent again (that is the noise) and with the agent, so that a machine whose
 * speed drifts slows all three alike. What it adds to a connection to another host: JMH.
 */
package io.imdsguard.benchmarks;

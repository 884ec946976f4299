/**
 * The demonstration: a metadata simulator, the service without and then with the agent, attacks and
 * honest calls against both, and what came of it. {@code service} is the service itself.
 */
package io.imdsguard.demo;

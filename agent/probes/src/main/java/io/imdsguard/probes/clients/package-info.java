/**
 * HTTP client libraries, each behind an adapter that is the code which asks, and the program that
 * runs one in a cell of the client matrix.
 */
package io.imdsguard.probes.clients;

/**
 * A small service as teams run them, with the holes that teams leave in them. Nothing in here knows
 * of IMDS Guard.
 */
package io.imdsguard.demo.service;

/**
 * What AWS STS is asked and answers: AssumeRole with a session policy, so that a caller gets no
 * more of the role than its rule says. The protocol alone: text in, text out, and TLS over whatever
 * bytes somebody else carries. It opens no connection, knows nobody's request, and uses nothing
 * that an application can install: no XML or JSON library, no socket factory, no default trust.
 *
 * <p>Source: AWS Security Token Service API reference, version 2011-06-15.
 */
package io.imdsguard.sts;

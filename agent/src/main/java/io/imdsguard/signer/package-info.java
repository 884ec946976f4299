/**
 * Signs requests to STS with the AWS SDK's own signer. It lies in an archive of its own together
 * with that library, and belongs to a class loader of its own below the agent's, which is made when
 * the first scope needs it: nobody else pays for it. It knows {@code sts} alone, and nobody knows
 * it but by its name.
 *
 * <p>The library computes its HMACs with whichever security provider comes first: whoever calls it
 * has {@link io.imdsguard.sts.JdkProviders} be that.
 */
package io.imdsguard.signer;

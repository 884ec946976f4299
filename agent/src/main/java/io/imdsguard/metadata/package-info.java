/**
 * The metadata services we know (addresses, ports, paths, what is sensitive) and the upstream
 * client with its session token and credentials snapshot.
 *
 * <p>Rule: does not know who asked. Nothing that an application installs may reach it.
 */
package io.imdsguard.metadata;

/**
 * One file per client: where it connects, or where its request is submitted. {@link
 * io.imdsguard.hooks.Hooks} lists them all.
 *
 * <p>Rule: a hook redirects or names the caller. It never decides, reads no policy, parses and
 * builds no response, and throws nothing into the application for a reason of its own.
 *
 * <p>How a caller gets from the thread that submits a request to the connection that it goes over:
 *
 * <ul>
 *   <li><i>Submitted</i>: the client makes an object for a request on the caller's thread; if its
 *       target is metadata, the stack is read and kept with that object.
 *   <li><i>Within</i>: a method of the client works for such an object; what connects in it
 *       connects for whoever submitted that.
 *   <li><i>Bound</i>: the client has chosen a connection for such an object and is about to write
 *       to it. Where there is a pool, this alone counts: whoever had a connection opened may not be
 *       the one who uses it. Two requests bound to one connection are nobody's.
 *   <li><i>Inherited</i>: an object takes another's place.
 *   <li><i>Resumed</i>: the client carries out what such an object stands for, which an application
 *       can have it do again. Somebody else on the stack does not do so for whoever submitted it.
 * </ul>
 *
 * <p>An engine's frame that none of these explains names nobody. For requests to other hosts a hook
 * costs one comparison at submission, and a look at a counter elsewhere.
 */
package io.imdsguard.hooks;

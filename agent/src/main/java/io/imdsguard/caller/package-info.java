/**
 * From a stack to who asked: the class, its jar and loader, and the frames behind it.
 *
 * <p>Rule: knows nothing of HTTP. What cannot be named with certainty is unattributed.
 */
package io.imdsguard.caller;

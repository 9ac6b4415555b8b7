/** Who may sign what and who can read: the trust file that the owner signs, and documents that are believed by it. */
@NullMarked
package dev.lifeboat.trust;

import org.jspecify.annotations.NullMarked;

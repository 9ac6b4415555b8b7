/** Signed facts that were learned of a backup after it was made. */
@NullMarked
package dev.lifeboat.record;

import org.jspecify.annotations.NullMarked;

/** How Lifeboat fails: one exception, stable codes. */
@NullMarked
package dev.lifeboat.error;

import org.jspecify.annotations.NullMarked;

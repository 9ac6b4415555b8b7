/** How an action says how far it is. */
@NullMarked
package dev.lifeboat.progress;

import org.jspecify.annotations.NullMarked;

/** The function that starts a worker when a backup is due, or wanted. */
@NullMarked
package dev.lifeboat.trigger;

import org.jspecify.annotations.NullMarked;

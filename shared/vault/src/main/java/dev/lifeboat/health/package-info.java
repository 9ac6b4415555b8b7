/** Whether the backups of a source are as they should be: young enough, of the usual size, copied, proven. */
@NullMarked
package dev.lifeboat.health;

import org.jspecify.annotations.NullMarked;

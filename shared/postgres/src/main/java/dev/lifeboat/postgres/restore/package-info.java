/** Restoring a backup into a PostgreSQL database, and proving what was restored. */
@NullMarked
package dev.lifeboat.postgres.restore;

import org.jspecify.annotations.NullMarked;

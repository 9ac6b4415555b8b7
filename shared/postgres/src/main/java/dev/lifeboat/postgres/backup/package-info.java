/** Taking a backup of a PostgreSQL database. */
@NullMarked
package dev.lifeboat.postgres.backup;

import org.jspecify.annotations.NullMarked;

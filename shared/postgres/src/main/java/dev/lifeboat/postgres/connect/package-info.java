/** Reaching a PostgreSQL server: where it is, how to log in, and how a session is set up before rows are read. */
@NullMarked
package dev.lifeboat.postgres.connect;

import org.jspecify.annotations.NullMarked;

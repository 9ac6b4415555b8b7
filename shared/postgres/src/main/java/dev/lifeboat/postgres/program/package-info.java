/** PostgreSQL's own client programs: where they lie, how they are run, and what their words mean. */
@NullMarked
package dev.lifeboat.postgres.program;

import org.jspecify.annotations.NullMarked;

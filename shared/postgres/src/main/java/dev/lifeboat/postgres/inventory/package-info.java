/** What there is in a database: tables, sequences, large objects, and how their rows read. */
@NullMarked
package dev.lifeboat.postgres.inventory;

import org.jspecify.annotations.NullMarked;

/** Small helpers around JDBC: rows as records, and failures that tell no data. */
@NullMarked
package dev.lifeboat.postgres.sql;

import org.jspecify.annotations.NullMarked;

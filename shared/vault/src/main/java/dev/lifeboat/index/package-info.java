/** The encrypted description of a backup: server, database, tables, segments and what was left out. */
@NullMarked
package dev.lifeboat.index;

import org.jspecify.annotations.NullMarked;

/** Copies of backups in another store, made without a key that opens them. */
@NullMarked
package dev.lifeboat.replication;

import org.jspecify.annotations.NullMarked;

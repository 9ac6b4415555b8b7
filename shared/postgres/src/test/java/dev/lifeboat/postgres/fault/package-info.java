/** Backups and restores that are disturbed: changes of the schema, faults, kills, other writers, too little memory. */
@NullMarked
package dev.lifeboat.postgres.fault;

import org.jspecify.annotations.NullMarked;

/** Would this database come back? A backup, its verification, a restore beside it and a comparison, and nothing is left. */
@NullMarked
package dev.lifeboat.postgres.selftest;

import org.jspecify.annotations.NullMarked;

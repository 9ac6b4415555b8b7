/** Signed facts about a backup: what was learned of it after it was made, and what came of the runs that were to make it. */
@NullMarked
package dev.lifeboat.record;

import org.jspecify.annotations.NullMarked;

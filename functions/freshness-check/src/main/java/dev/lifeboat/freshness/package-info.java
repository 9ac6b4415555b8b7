/** The function that notices when backups do not come, or are not as they should be. */
@NullMarked
package dev.lifeboat.freshness;

import org.jspecify.annotations.NullMarked;

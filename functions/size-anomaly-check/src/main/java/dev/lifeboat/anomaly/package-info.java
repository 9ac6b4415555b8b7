/** The function that notices when a backup is much larger or smaller than those before it. */
@NullMarked
package dev.lifeboat.anomaly;

import org.jspecify.annotations.NullMarked;

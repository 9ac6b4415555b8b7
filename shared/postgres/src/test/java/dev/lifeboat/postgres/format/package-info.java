/** Tests that hold docs/format.md and what it describes together. */
@NullMarked
package dev.lifeboat.postgres.format;

import org.jspecify.annotations.NullMarked;

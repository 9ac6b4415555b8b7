/** Tables cut into segments by heap blocks, and the rows of a segment as a stream. */
@NullMarked
package dev.lifeboat.postgres.segment;

import org.jspecify.annotations.NullMarked;

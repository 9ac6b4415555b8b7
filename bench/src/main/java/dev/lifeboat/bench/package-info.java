/** How fast the inner loops are that every row passes; {@code bench/run} measures the whole. */
@NullMarked
package dev.lifeboat.bench;

import org.jspecify.annotations.NullMarked;

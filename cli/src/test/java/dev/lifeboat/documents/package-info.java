/** Runs what the documents show. */
@NullMarked
package dev.lifeboat.documents;

import org.jspecify.annotations.NullMarked;

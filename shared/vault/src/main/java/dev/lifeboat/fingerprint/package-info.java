/** Fingerprints: what proves that restored rows are the rows that were stored. */
@NullMarked
package dev.lifeboat.fingerprint;

import org.jspecify.annotations.NullMarked;

/** Bytes on their way into a store and out of it: compressed, encrypted, checked. */
@NullMarked
package dev.lifeboat.stream;

import org.jspecify.annotations.NullMarked;

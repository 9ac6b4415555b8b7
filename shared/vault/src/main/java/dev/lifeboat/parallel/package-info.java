/** Work done by several threads at once. */
@NullMarked
package dev.lifeboat.parallel;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.failure;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.record;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.retention;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.trigger;

import org.jspecify.annotations.NullMarked;

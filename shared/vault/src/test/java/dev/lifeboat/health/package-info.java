@NullMarked
package dev.lifeboat.health;

import org.jspecify.annotations.NullMarked;

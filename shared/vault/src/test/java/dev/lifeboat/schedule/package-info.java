@NullMarked
package dev.lifeboat.schedule;

import org.jspecify.annotations.NullMarked;

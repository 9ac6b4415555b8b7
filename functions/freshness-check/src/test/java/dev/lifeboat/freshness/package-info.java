@NullMarked
package dev.lifeboat.freshness;

import org.jspecify.annotations.NullMarked;

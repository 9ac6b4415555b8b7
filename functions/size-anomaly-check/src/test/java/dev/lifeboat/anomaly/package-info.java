@NullMarked
package dev.lifeboat.anomaly;

import org.jspecify.annotations.NullMarked;

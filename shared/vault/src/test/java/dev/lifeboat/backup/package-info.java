@NullMarked
package dev.lifeboat.backup;

import org.jspecify.annotations.NullMarked;

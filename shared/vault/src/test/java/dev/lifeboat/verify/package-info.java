@NullMarked
package dev.lifeboat.verify;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.lambda;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.testing.lambda;

import org.jspecify.annotations.NullMarked;

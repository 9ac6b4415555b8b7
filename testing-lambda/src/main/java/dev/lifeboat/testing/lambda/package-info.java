/** A Lambda on this machine, in which functions run as they are packaged. */
@NullMarked
package dev.lifeboat.testing.lambda;

import org.jspecify.annotations.NullMarked;

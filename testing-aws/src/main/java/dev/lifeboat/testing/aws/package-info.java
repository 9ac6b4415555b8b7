/** An AWS to test against, and the faults of the way to it. */
@NullMarked
package dev.lifeboat.testing.aws;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.testing.aws.policy;

import org.jspecify.annotations.NullMarked;

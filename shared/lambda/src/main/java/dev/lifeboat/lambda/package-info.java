/** What functions share: what their environment tells them, the events that start them, how they fail. */
@NullMarked
package dev.lifeboat.lambda;

import org.jspecify.annotations.NullMarked;

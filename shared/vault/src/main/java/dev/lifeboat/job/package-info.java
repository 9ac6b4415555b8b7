/** What a worker is asked to do, as a document that goes from whoever schedules to whoever works. */
@NullMarked
package dev.lifeboat.job;

import org.jspecify.annotations.NullMarked;

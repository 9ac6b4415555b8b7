/** Does what a job asks for, the same wherever it runs: as a function, as a task, or by hand. */
@NullMarked
package dev.lifeboat.job.run;

import org.jspecify.annotations.NullMarked;

@NullMarked
package dev.lifeboat.job.run;

import org.jspecify.annotations.NullMarked;

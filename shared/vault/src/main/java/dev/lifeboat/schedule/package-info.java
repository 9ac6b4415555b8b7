/** When which backup is taken, why it is kept, and where it runs. */
@NullMarked
package dev.lifeboat.schedule;

import org.jspecify.annotations.NullMarked;

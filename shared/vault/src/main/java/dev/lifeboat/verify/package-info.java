/** Whether what is stored of a backup is still what was stored, and who would miss what is not. */
@NullMarked
package dev.lifeboat.verify;

import org.jspecify.annotations.NullMarked;

/** Removing what nobody needs: by notice, in the open, and never what a backup or a writer at work names. */
@NullMarked
package dev.lifeboat.retention;

import org.jspecify.annotations.NullMarked;

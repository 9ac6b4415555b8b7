/** Parts of a backup as plain files, without a server to restore into. */
@NullMarked
package dev.lifeboat.postgres.export;

import org.jspecify.annotations.NullMarked;

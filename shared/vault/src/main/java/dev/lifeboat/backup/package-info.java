/** What a backup is made of: identifiers, manifest, index, catalog, and how one is written. */
@NullMarked
package dev.lifeboat.backup;

import org.jspecify.annotations.NullMarked;

/** JSON, read strictly. */
@NullMarked
package dev.lifeboat.json;

import org.jspecify.annotations.NullMarked;

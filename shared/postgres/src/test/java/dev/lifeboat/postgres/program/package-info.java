@NullMarked
package dev.lifeboat.postgres.program;

import org.jspecify.annotations.NullMarked;

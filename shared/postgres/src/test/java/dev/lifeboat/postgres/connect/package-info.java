@NullMarked
package dev.lifeboat.postgres.connect;

import org.jspecify.annotations.NullMarked;

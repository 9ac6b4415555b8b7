@NullMarked
package dev.lifeboat.job;

import org.jspecify.annotations.NullMarked;

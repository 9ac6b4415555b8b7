@NullMarked
package dev.lifeboat.offsite;

import org.jspecify.annotations.NullMarked;

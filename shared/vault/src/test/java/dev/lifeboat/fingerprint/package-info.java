@NullMarked
package dev.lifeboat.fingerprint;

import org.jspecify.annotations.NullMarked;

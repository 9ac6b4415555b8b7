@NullMarked
package dev.lifeboat.alert;

import org.jspecify.annotations.NullMarked;

/** What people are told of conditions that begin, last and end. */
@NullMarked
package dev.lifeboat.alert;

import org.jspecify.annotations.NullMarked;

/** Where objects live: the contract of a store, and the store that is a directory. */
@NullMarked
package dev.lifeboat.store;

import org.jspecify.annotations.NullMarked;

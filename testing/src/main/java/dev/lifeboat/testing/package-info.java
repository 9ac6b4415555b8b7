/**
 * What tests need from outside Lifeboat: throwaway PostgreSQL servers, databases that hold every feature, and the
 * programs that bear witness.
 */
@NullMarked
package dev.lifeboat.testing;

import org.jspecify.annotations.NullMarked;

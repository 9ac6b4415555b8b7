/** The function that backs up a PostgreSQL database. */
@NullMarked
package dev.lifeboat.worker;

import org.jspecify.annotations.NullMarked;

/** What people and scripts see: results on standard output, progress and errors on standard error. */
@NullMarked
package dev.lifeboat.cli.present;

import org.jspecify.annotations.NullMarked;

/** The command-line program: each subcommand parses, calls one action, and presents what it returns. */
@NullMarked
package dev.lifeboat.cli;

import org.jspecify.annotations.NullMarked;

/** The options that several commands share, each a picocli mixin. */
@NullMarked
package dev.lifeboat.cli.option;

import org.jspecify.annotations.NullMarked;

/** Where an option's value comes from when the command line does not give it. */
@NullMarked
package dev.lifeboat.cli.settings;

import org.jspecify.annotations.NullMarked;

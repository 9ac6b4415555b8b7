package dev.lifeboat.cli;

import dev.lifeboat.cli.option.GeneralOptions;
import dev.lifeboat.cli.present.Result;
import picocli.CommandLine.Mixin;

/** A command: its fields are its options, which picocli fills; it calls one action and presents what that returns. */
abstract class Subcommand {
    @Mixin
    private GeneralOptions general = new GeneralOptions();

    GeneralOptions general() {
        return general;
    }

    /** Does the work. Whatever it throws becomes the error that the user sees. */
    abstract Result run(Session session) throws Exception;
}

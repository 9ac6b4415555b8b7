package dev.lifeboat.cli;

import dev.lifeboat.cli.option.GeneralOptions;
import dev.lifeboat.cli.settings.Settings;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

/**
 * Finds the general options in a command line that is not understood yet: where the configuration file is has to be
 * known before the rest is parsed, and how to present an error before anything can fail.
 */
@Command
final class FirstLook {
    @Mixin
    private GeneralOptions general = new GeneralOptions();

    /** What the general options seem to be; their defaults where even they are wrong. */
    static GeneralOptions at(String[] arguments, Settings settings) {
        return parse(arguments, settings)
                .or(() -> parse(arguments, nowhere -> null))
                .orElseGet(GeneralOptions::new);
    }

    /** Empty if they cannot be understood: the whole line is parsed later, and then says what is wrong. */
    private static Optional<GeneralOptions> parse(String[] arguments, IDefaultValueProvider settings) {
        FirstLook look = new FirstLook();
        try {
            new CommandLine(look)
                    .setDefaultValueProvider(settings)
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setOverwrittenOptionsAllowed(true)
                    .setUnmatchedArgumentsAllowed(true)
                    .parseArgs(arguments);
            return Optional.of(look.general);
        } catch (ParameterException e) {
            return Optional.empty();
        }
    }
}

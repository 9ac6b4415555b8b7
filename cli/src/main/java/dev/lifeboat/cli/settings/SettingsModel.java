package dev.lifeboat.cli.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Prepares picocli's model of the program for {@link Settings}, so that no command has to. */
public final class SettingsModel {
    private SettingsModel() {}

    /** Lets every option of every command say in its help how else it is set, and lists be read from one value. */
    public static void apply(CommandSpec command) {
        command.usageMessage().sortOptions(false).abbreviateSynopsis(true);
        for (OptionSpec option : List.copyOf(command.options())) {
            command.remove(option);
            command.addOption(prepared(option));
        }
        command.subcommands().values().stream()
                .distinct()
                .map(CommandLine::getCommandSpec)
                .forEach(SettingsModel::apply);
    }

    private static OptionSpec prepared(OptionSpec option) {
        OptionSpec.Builder prepared = option.toBuilder().description(described(option));
        if (option.isMultiValue()) {
            prepared.splitRegex(Settings.SEPARATOR).hideParamSyntax(true);
        }
        return prepared.build();
    }

    private static String[] described(OptionSpec option) {
        List<String> lines = new ArrayList<>(Arrays.asList(option.description()));
        SettingName.of(option).map(name -> elsewhere(option, name)).ifPresent(lines::add);
        return lines.toArray(String[]::new);
    }

    /** What an option is unless given: said by its annotation, or the number that the command set it to. */
    public static Optional<String> shownDefault(OptionSpec option) {
        return Optional.ofNullable(option.defaultValue())
                .or(() -> option.initialValue() instanceof Integer number
                        ? Optional.of(number.toString())
                        : Optional.empty());
    }

    /** Such as {@code (may be repeated; LIFEBOAT_KEY; key; default: 4)}. */
    private static String elsewhere(OptionSpec option, SettingName name) {
        return Stream.of(
                        option.isMultiValue() ? "may be repeated" : "",
                        name.environment(),
                        name.mayBeInFile() ? name.key() : "",
                        shownDefault(option).map("default: "::concat).orElse(""))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; ", "(", ")"));
    }
}

package dev.lifeboat.cli;

import dev.lifeboat.cli.option.CatalogOptions;
import dev.lifeboat.cli.option.GeneralOptions;
import dev.lifeboat.cli.settings.SettingName;
import dev.lifeboat.cli.settings.SettingsModel;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the parts of docs/cli.md that repeat what the code says, each between two comments that name it. */
final class CommandReference {
    private final CommandSpec general = CommandSpec.forAnnotatedObject(new GeneralOptions());
    private final CommandSpec source = CommandSpec.forAnnotatedObject(new CatalogOptions());
    private final CommandSpec program = CommandSpec.forAnnotatedObject(new Lifeboat());

    private CommandReference() {}

    /** The page with its generated parts as they should be now. */
    static String renew(String page) {
        CommandReference reference = new CommandReference();
        String renewed = replace(page, "general options", reference.options(reference.general.options()));
        renewed = replace(renewed, "source options", reference.options(reference.source.options()));
        renewed = replace(renewed, "commands", reference.commands());
        renewed = replace(renewed, "exit codes", exitCodes());
        return replace(renewed, "errors", errors());
    }

    private static String replace(String page, String part, String text) {
        String begin = "<!-- generated: %s -->%n".formatted(part);
        String end = "<!-- end of %s -->".formatted(part);
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf(end);
        if (from < begin.length() || to < from) {
            throw new IllegalStateException("docs/cli.md has no part '%s'".formatted(part));
        }
        return page.substring(0, from) + "\n" + text + "\n" + page.substring(to);
    }

    private String commands() {
        return below(program).map(this::command).collect(Collectors.joining("\n"));
    }

    private static Stream<CommandSpec> below(CommandSpec parent) {
        return parent.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .flatMap(command -> Stream.concat(Stream.of(command), below(command)));
    }

    private String command(CommandSpec command) {
        boolean opensSource =
                command.optionsMap().keySet().containsAll(source.optionsMap().keySet());
        List<OptionSpec> own = command.options().stream()
                .filter(option -> !has(general, option))
                .filter(option -> !opensSource || !has(source, option))
                .toList();
        String parameters = command.positionalParameters().stream()
                .map(parameter -> " " + parameter.paramLabel())
                .collect(Collectors.joining());
        return "### `%s%s`%n%n%s%n%s%s"
                .formatted(
                        command.qualifiedName(),
                        parameters,
                        sentence(command.usageMessage().description()),
                        opensSource ? "\nTakes the [options of a source](#options-of-a-source).\n" : "",
                        own.isEmpty() ? "" : "\n" + options(own));
    }

    private static boolean has(CommandSpec group, OptionSpec option) {
        return longNames(option).size() == 1 && group.optionsMap().containsKey(option.longestName());
    }

    private static List<String> longNames(OptionSpec option) {
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith("--"))
                .toList();
    }

    private String options(List<OptionSpec> options) {
        return row("option", "meaning", "environment", "file", "default")
                + row("---", "---", "---", "---", "---")
                + options.stream().map(CommandReference::option).collect(Collectors.joining());
    }

    private static String option(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return row(
                longNames(option).stream().map(name -> code(name + value)).collect(Collectors.joining(", ")),
                sentence(option.description()) + notes(option),
                SettingName.of(option).map(name -> code(name.environment())).orElse(""),
                SettingName.of(option)
                        .filter(SettingName::mayBeInFile)
                        .map(name -> code(name.key()))
                        .orElse(""),
                SettingsModel.shownDefault(option).map(CommandReference::code).orElse(""));
    }

    private static String notes(ArgSpec option) {
        return (option.required() ? " Required." : "") + (option.isMultiValue() ? " May be repeated." : "");
    }

    private static String exitCodes() {
        return row("exit code", "category", "meaning")
                + row("---", "---", "---")
                + row("0", "", "done, in full")
                + Arrays.stream(Category.values())
                        .map(category -> row(Integer.toString(category.exitCode()), name(category), meaning(category)))
                        .collect(Collectors.joining())
                + row("130, 143", "", "stopped by Ctrl-C or SIGTERM; a line on standard error says what is left")
                + row("141", "", "whoever read standard output closed it");
    }

    private static String meaning(Category category) {
        return switch (category) {
            case INTERNAL -> "a defect in Lifeboat";
            case USAGE -> "the command, an option or the configuration is wrong";
            case INTEGRITY ->
                "what is stored is damaged, missing or not trusted, or what was restored is not what was stored";
            case ACCESS -> "a key, a passphrase, a password or a permission is missing or wrong";
            case PRECONDITION -> "something that has to be so before the work can start is not so; nothing was changed";
            case UNAVAILABLE ->
                "a server, a store or a program failed or could not be reached; the same command may succeed later";
            case CONFLICT ->
                "the source changed, or another writer was first; the same command may succeed when repeated";
        };
    }

    private static String errors() {
        return row("code", "error", "category", "exit code")
                + row("---", "---", "---", "---")
                + Arrays.stream(ErrorCode.values())
                        .map(code -> row(
                                code.id(),
                                name(code),
                                name(code.category()),
                                Integer.toString(code.category().exitCode())))
                        .collect(Collectors.joining());
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String sentence(String... lines) {
        return String.join(" ", lines);
    }

    private static String code(String text) {
        return "`" + text + "`";
    }

    private static String row(String... cells) {
        return Arrays.stream(cells)
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}

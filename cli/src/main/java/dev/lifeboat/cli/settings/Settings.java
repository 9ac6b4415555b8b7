package dev.lifeboat.cli.settings;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Gives each option that the command line leaves out its value: from the environment, then from the configuration file
 * (there from {@code backup.jobs} before {@code jobs}). Without either, the option keeps its default.
 */
public final class Settings implements IDefaultValueProvider {
    /** Stands between the values of a list; no path or name that people use holds it. */
    static final String SEPARATOR = "\u001f";

    private static final List<String> YES = List.of("true", "yes", "on", "1");
    private static final List<String> NO = List.of("false", "no", "off", "0");
    private static final Pattern LINES = Pattern.compile("\\R");
    private static final Pattern COMMAS = Pattern.compile(",");

    private final Map<String, String> environment;
    private final ConfigurationFile file;

    public Settings(Map<String, String> environment, ConfigurationFile file) {
        this.environment = Map.copyOf(environment);
        this.file = file;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        return find(argument).map(setting -> parsable(argument, setting)).orElse(null);
    }

    /** What is set for an option, and where; an empty variable counts as none. */
    public Optional<Setting> find(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return Optional.empty();
        }
        return SettingName.of(option).flatMap(name -> inEnvironment(name).or(() -> inFile(option, name)));
    }

    private Optional<Setting> inEnvironment(SettingName name) {
        return Optional.ofNullable(environment.get(name.environment()))
                .filter(value -> !value.isEmpty())
                .map(value ->
                        new Setting(value, Setting.Source.ENVIRONMENT, name.environment() + " in the environment"));
    }

    private Optional<Setting> inFile(OptionSpec option, SettingName name) {
        return inFile(KnownKeys.ofCommand(option.command(), name)).or(() -> inFile(name.key()));
    }

    private Optional<Setting> inFile(String key) {
        List<ConfigurationFile.Line> lines =
                file.lines().stream().filter(line -> line.key().equals(key)).toList();
        return lines.isEmpty()
                ? Optional.empty()
                : Optional.of(new Setting(
                        lines.stream().map(ConfigurationFile.Line::value).collect(Collectors.joining("\n")),
                        Setting.Source.FILE,
                        "%s line %d".formatted(file.name(), lines.getFirst().number())));
    }

    private static String parsable(ArgSpec argument, Setting setting) {
        String value = argument.isMultiValue() ? list(setting.value()) : setting.value();
        if (argument.arity().max() == 0) {
            value = flag(argument, setting);
        }
        return value.replace("${", "$${"); // picocli fills in variables, and drops a dollar
    }

    /** Values with commas of their own are given one a line. */
    private static String list(String value) {
        Pattern between = LINES.matcher(value).find() ? LINES : COMMAS;
        return Arrays.stream(between.split(value))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(SEPARATOR));
    }

    private static String flag(ArgSpec argument, Setting setting) {
        String value = setting.value().toLowerCase(Locale.ROOT);
        if (!YES.contains(value) && !NO.contains(value)) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "%s, for %s, is neither true nor false: nothing was done"
                            .formatted(setting.origin(), ((OptionSpec) argument).longestName()),
                    "set it to true or false, or take it away");
        }
        return Boolean.toString(YES.contains(value));
    }

    /**
     * Checks that each key of the configuration file is one of the program's.
     *
     * @throws LifeboatException CONFIGURATION_INVALID naming the first line that is not
     */
    public void check(CommandSpec program) {
        new KnownKeys(program).check(file);
    }
}

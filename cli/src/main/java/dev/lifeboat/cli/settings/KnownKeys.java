package dev.lifeboat.cli.settings;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.error.Nearest;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Every key that a configuration file may hold: each option's, alone or with its command before it. */
final class KnownKeys {
    private final Map<String, Boolean> repeatable = new TreeMap<>();

    KnownKeys(CommandSpec program) {
        addAll(program);
    }

    private void addAll(CommandSpec command) {
        command.options().forEach(this::add);
        command.subcommands().values().stream().map(CommandLine::getCommandSpec).forEach(this::addAll);
    }

    private void add(OptionSpec option) {
        SettingName.of(option).filter(SettingName::mayBeInFile).ifPresent(name -> {
            repeatable.merge(name.key(), option.isMultiValue(), Boolean::logicalOr);
            repeatable.put(ofCommand(option.command(), name), option.isMultiValue());
        });
    }

    /** The key that sets an option for one command only: {@code backup.jobs}, {@code keys.check.key}. */
    static String ofCommand(CommandSpec command, SettingName name) {
        String path = command.qualifiedName(".");
        return path.substring(path.indexOf('.') + 1) + "." + name.key();
    }

    void check(ConfigurationFile file) {
        Set<String> seen = new HashSet<>();
        for (ConfigurationFile.Line line : file.lines()) {
            if (!repeatable.containsKey(line.key())) {
                throw invalid(file, line, "is not known", suggestion(line.key()));
            }
            if (!seen.add(line.key()) && !repeatable.getOrDefault(line.key(), false)) {
                throw invalid(file, line, "is already set further up", "keep one of the two lines");
            }
            if (Secrets.isIn(line.value())) {
                throw invalid(file, line, "holds a password", "keep passwords in ~/.pgpass or the environment");
            }
        }
    }

    private String suggestion(String key) {
        return Nearest.to(key, repeatable.keySet())
                .map("did you mean '%s'?"::formatted)
                .orElse(
                        "the keys are the long names of options, such as store or backup.jobs: see lifeboat help COMMAND");
    }

    private static LifeboatException invalid(
            ConfigurationFile file, ConfigurationFile.Line line, String what, String hint) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "%s line %d: key '%s' %s: nothing was done".formatted(file.name(), line.number(), line.key(), what),
                hint);
    }
}

package dev.lifeboat.cli.settings;

import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The two names by which an option is set elsewhere than on the command line: {@code --passphrase-file} is
 * {@code LIFEBOAT_PASSPHRASE_FILE} in the environment and {@code passphrase-file} in the configuration file.
 */
public record SettingName(String environment, String key) {
    /** The one option that the configuration file cannot hold: where that file is. */
    public static final String CONFIG = "config";

    /** The names of an option; none for those that only ask for help. */
    public static Optional<SettingName> of(OptionSpec option) {
        if (option.usageHelp() || option.versionHelp()) {
            return Optional.empty();
        }
        String key = option.longestName().substring("--".length());
        return Optional.of(new SettingName("LIFEBOAT_" + key.replace('-', '_').toUpperCase(Locale.ROOT), key));
    }

    /** Whether the configuration file may hold it. */
    public boolean mayBeInFile() {
        return !key.equals(CONFIG);
    }
}

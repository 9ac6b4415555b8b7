package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.cli.settings.ConfigurationFile;
import dev.lifeboat.cli.settings.SettingName;
import dev.lifeboat.cli.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

class SettingsTest {
    @TempDir
    private Path folder;

    /** Every command of the program, and the probe with the shared options. */
    static Stream<CommandSpec> commands() {
        return below(Cli.prepared(new CommandLine(new Lifeboat()).addSubcommand(new ProbeCommand())));
    }

    private static Stream<CommandSpec> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command.getCommandSpec()),
                command.getSubcommands().values().stream().flatMap(SettingsTest::below));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyOptionHasAHelpTextAVariableAndAKey(CommandSpec command) {
        String help = command.commandLine().getUsageMessage();
        assertThat(command.argGroups())
                .as("options in groups would miss their settings")
                .isEmpty();
        for (OptionSpec option : command.options()) {
            assertThat(option.longestName()).startsWith("--");
            assertThat(option.description()).as(option.longestName()).isNotEmpty();
            SettingName.of(option).ifPresent(name -> {
                assertThat(help).containsPattern("\\b" + name.environment() + "\\b");
                assertThat(value(option, Map.of(name.environment(), "1"))).isNotNull();
                if (name.mayBeInFile()) {
                    assertThat(help).contains(name.environment() + "; " + name.key());
                    assertThat(value(option, Map.of(), name.key() + " = 1")).isNotNull();
                }
            });
        }
    }

    private @Nullable String value(OptionSpec option, Map<String, String> environment, String... lines) {
        try {
            Path file = Files.write(folder.resolve("any.conf"), List.of(lines));
            return new Settings(environment, ConfigurationFile.find(file, Map.of(), folder)).defaultValue(option);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theCommandLineComesBeforeEnvironmentFileAndDefault() {
        assertThat(probe().run("probe").out()).contains("jobs=2");
        assertThat(probe("jobs = 3").run("probe").out()).contains("jobs=3");
        assertThat(probe("jobs = 3", "probe.jobs = 4").run("probe").out()).contains("jobs=4");
        assertThat(probe("probe.jobs = 4")
                        .with("LIFEBOAT_JOBS", "5")
                        .run("probe")
                        .out())
                .contains("jobs=5");
        assertThat(probe("probe.jobs = 4")
                        .with("LIFEBOAT_JOBS", "5")
                        .run("probe", "--jobs", "6")
                        .out())
                .contains("jobs=6");
    }

    @Test
    void anEmptyVariableIsNone() {
        assertThat(probe("jobs = 3").with("LIFEBOAT_JOBS", "").run("probe").out())
                .contains("jobs=3");
    }

    @Test
    void listsAreSeparatedByCommasOrLines() {
        assertThat(probe().with("LIFEBOAT_KEY", "a.asc, b.asc").run("probe").out())
                .contains("keys=[a.asc, b.asc]");
        assertThat(probe().with("LIFEBOAT_KEY", "a,1.asc\nb.asc\n").run("probe").out())
                .contains("keys=[a,1.asc, b.asc]");
        assertThat(probe("key = a.asc", "key = b,2.asc").run("probe").out()).contains("keys=[a.asc, b,2.asc]");
        assertThat(probe("key = a.asc")
                        .run("probe", "--key", "c,3.asc", "--key", "d.asc")
                        .out())
                .contains("keys=[c,3.asc, d.asc]");
    }

    @Test
    void valuesAreTakenAsTheyAre() {
        assertThat(probe("store = /srv/${sys:user.name}/$HOME/\"b\" # x")
                        .run("probe")
                        .out())
                .contains("store=/srv/${sys:user.name}/$HOME/\"b\" # x,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "1", "yes", "ON"})
    void flagsAreSetByWordsForTrue(String word) {
        assertThat(lifeboat().with("LIFEBOAT_VERBOSE", word).run("version").out())
                .contains("java ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "0", "no", "off", ""})
    void flagsAreNotSetByWordsForFalse(String word) {
        assertThat(lifeboat().with("LIFEBOAT_VERBOSE", word).run("version").out())
                .doesNotContain("java ");
    }

    @Test
    void aFlagThatIsNeitherIsAnError() {
        assertError(lifeboat().with("LIFEBOAT_VERBOSE", "perhaps"), """
                error [LB-602]: LIFEBOAT_VERBOSE in the environment, for --verbose, is neither true nor false: nothing was done
                    hint: set it to true or false, or take it away
                """);
    }

    @Test
    void anUnknownKeyIsAnErrorWithItsLineAndTheNearestKey() {
        assertError(lifeboat().configured(folder, "# ours", "", "probe.jbos = 4"), """
                error [LB-602]: %s/lifeboat/lifeboat.conf line 3: key 'probe.jbos' is not known: nothing was done
                    hint: did you mean 'probe.jobs'?
                """.formatted(folder));
    }

    @Test
    void aKeyThatIsLikeNoneSaysWhereTheKeysAre() {
        assertThat(lifeboat().configured(folder, "colour = blue").run("version").err())
                .contains(
                        "hint: the keys are the long names of options, such as store or backup.jobs: see lifeboat help COMMAND");
    }

    @Test
    void whereTheFileIsCannotStandInTheFile() {
        assertThat(lifeboat()
                        .configured(folder, "config = /tmp/other")
                        .run("version")
                        .err())
                .contains("key 'config' is not known");
    }

    @Test
    void aKeyThatIsSetTwiceIsAnError() {
        assertError(lifeboat().configured(folder, "jobs = 1", "jobs = 2"), """
                error [LB-602]: %s/lifeboat/lifeboat.conf line 2: key 'jobs' is already set further up: nothing was done
                    hint: keep one of the two lines
                """.formatted(folder));
    }

    @Test
    void aPasswordInTheFileIsAnError() {
        assertError(lifeboat().configured(folder, "database = postgresql://a:s3cret@db/shop"), """
                error [LB-602]: %s/lifeboat/lifeboat.conf line 1: key 'database' holds a password: nothing was done
                    hint: keep passwords in ~/.pgpass or the environment
                """.formatted(folder));
    }

    @Test
    void aLineWithoutAKeyIsAnError() {
        assertError(lifeboat().configured(folder, "[backup]"), """
                error [LB-602]: %s/lifeboat/lifeboat.conf line 1 is not 'key = value': nothing was done
                    hint: correct the line, or begin it with # to make it a comment
                """.formatted(folder));
    }

    @Test
    void aFileThatEverybodyCanWriteIsNotUsed() throws IOException {
        Program program = lifeboat().configured(folder, "verbose = true");
        Path file = folder.resolve("lifeboat/lifeboat.conf");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        assertError(program, """
                error [LB-602]: configuration file %s can be written by everybody: it is not used
                    hint: take that away: chmod o-w '%s'
                """.formatted(file, file));
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(lifeboat()
                        .configured(folder, "\uFEFFverbose = true")
                        .run("version")
                        .exitCode())
                .isZero();
    }

    @Test
    void aRelativeStoreInTheFileIsBelowTheFilesFolder() {
        Program.Run run = lifeboat()
                .configured(folder, "store = ../backups", "source = s", "owner = " + "0".repeat(40))
                .run("list");
        assertThat(run.err()).contains(folder.resolve("backups").toString());
    }

    @Test
    void aFileThatWasNamedMustBeThere() {
        Program.Run run = lifeboat().run("version", "--config", "/nonexistent/x.conf");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).isEqualTo("""
                        error [LB-604]: configuration file /nonexistent/x.conf cannot be read: there is no such file or folder: nothing was done
                            hint: name another with --config or LIFEBOAT_CONFIG
                        """);
    }

    @Test
    void theUsersFileComesBeforeTheSystems() {
        Path user = folder.resolve("user");
        lifeboat().configured(user, "verbose = true");
        Program program = lifeboat().configured(folder.resolve("etc"), "verbose = false");
        assertThat(program.with("XDG_CONFIG_HOME", user.toString())
                        .run("version")
                        .out())
                .contains("java ");
    }

    @Test
    void theCurrentFolderIsNotSearched() {
        assertThat(lifeboat().with("XDG_CONFIG_HOME", ".").run("version").exitCode())
                .isZero();
    }

    private Program probe(String... lines) {
        return lifeboat()
                .configured(folder, lines)
                .with("LIFEBOAT_STORE", List.of(lines).toString().contains("store") ? "" : "/srv/backups")
                .with("LIFEBOAT_SOURCE", "shop")
                .with("LIFEBOAT_OWNER", "0123456789ABCDEF0123456789ABCDEF01234567");
    }

    private static void assertError(Program program, String error) {
        Program.Run run = program.run("version");
        assertThat(run.err()).isEqualTo(error);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
    }
}

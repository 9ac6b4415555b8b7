package dev.lifeboat.cli;

import static dev.lifeboat.cli.Program.lifeboat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CliTest {
    private static final String OWNER = "0123456789ABCDEF0123456789ABCDEF01234567";

    @Test
    void withoutACommandItShowsHelpAndFails() {
        Program.Run run = lifeboat().run();
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("Usage: lifeboat").contains("version", "completion");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helpThatWasAskedForIsAResult(String how) {
        Program.Run run = lifeboat().run(how);
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("Usage: lifeboat");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpOfACommandIsTheSameBothWays() {
        assertThat(lifeboat().run("help", "version")).isEqualTo(lifeboat().run("version", "--help"));
    }

    @Test
    void helpIsShownWhateverTheEnvironmentHolds() {
        Program.Run run = lifeboat()
                .with("LIFEBOAT_VERBOSE", "perhaps")
                .with("LIFEBOAT_CONFIG", "/nonexistent")
                .run("version", "--help");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void versionComesInTextAndInJson() {
        assertThat(lifeboat().run("version").out()).isEqualTo("lifeboat unpackaged\n");
        assertThat(lifeboat().run("--version").out()).isEqualTo("lifeboat unpackaged\n");
        assertThat(lifeboat().run("version", "--verbose").out()).contains("java " + Runtime.version(), "os Linux");
        assertThat(lifeboat().run("version", "--output", "json").out())
                .startsWith("{\n  \"lifeboat\" : 1,\n  \"command\" : \"version\",\n  \"result\" : {\n    \"version\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh"})
    void completionIsAScript(String shell) {
        assertThat(lifeboat().run("completion", shell).out())
                .startsWith("#!/usr/bin/env bash")
                .contains("--output");
    }

    @Test
    void anUnknownCommandIsAnErrorWithASuggestion() {
        assertFails(lifeboat().run("versoin"), 2, """
                error [LB-601]: command 'versoin' is not known: nothing was done
                    hint: did you mean version? otherwise see lifeboat --help
                """);
        assertFails(lifeboat().run("help", "zzz"), 2, """
                error [LB-601]: command 'zzz' is not known: nothing was done
                    hint: see lifeboat --help
                """);
    }

    @Test
    void anUnknownOptionIsAnErrorWithASuggestion() {
        assertFails(lifeboat().run("version", "--ouput=json"), 2, """
                error [LB-601]: option --ouput is not known to 'lifeboat version': nothing was done
                    hint: did you mean --output? otherwise see lifeboat version --help
                """);
    }

    @Test
    void anUnknownOptionIsNamedBeforeWhatIsMissing() {
        assertThat(lifeboat().run("verify", "--bogus").err())
                .startsWith("error [LB-601]: option --bogus is not known to 'lifeboat verify'");
    }

    @Test
    void aPathThatCannotBeIsAnErrorOfUse() {
        assertThat(lifeboat().run("list", "--store=a\0b", "--source=s", "--owner=" + "0".repeat(40)))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.err()).startsWith("error [LB-601]: 'a\\0b' is no path"));
    }

    @Test
    void anArgumentTooManyIsAnError() {
        assertFails(lifeboat().run("version", "now"), 2, """
                error [LB-601]: 'lifeboat version' takes no argument 'now': nothing was done
                    hint: see lifeboat version --help
                """);
    }

    @Test
    void aMissingArgumentIsAnError() {
        assertFails(lifeboat().run("completion"), 2, """
                error [LB-601]: 'lifeboat completion' needs SHELL: nothing was done
                    hint: see lifeboat completion --help
                """);
    }

    @Test
    void aMissingOptionIsAnErrorThatNamesAllThreePlaces() {
        assertFails(lifeboat().run("probe"), 2, """
                error [LB-601]: 'lifeboat probe' needs --store: nothing was done
                    hint: give --store STORE, or set LIFEBOAT_STORE, or write 'store = ...' into the configuration file
                """);
    }

    @Test
    void anOptionGivenTwiceIsAnError() {
        assertFails(lifeboat().run("version", "--output=json", "--output=text"), 2, """
                error [LB-601]: --output is given more than once: nothing was done
                    hint: give it once
                """);
    }

    @Test
    void aWrongValueIsAnErrorThatSaysWhereItIsSet() {
        assertFails(probe().with("LIFEBOAT_JOBS", "many").run("probe"), 2, """
                error [LB-601]: invalid value for option '--jobs': 'many' is not an int: nothing was done
                    hint: it is set by LIFEBOAT_JOBS in the environment
                """);
        assertFails(probe().run("probe", "--jobs", "many"), 2, """
                error [LB-601]: invalid value for option '--jobs': 'many' is not an int: nothing was done
                    hint: see lifeboat probe --help
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://backup:s3cret@db/shop",
                "--database=postgres://backup:s3cret@db/shop",
                "postgresql://db/shop?user=a&password=s3cret",
                "postgresql://db/shop?user=a&pass%77ord=s3cret",
                "host=db password=s3cret",
                "postgresql://db/shop?sslpassword=s3cret",
            })
    void aPasswordInAnArgumentIsRefusedAndNotRepeated(String argument) {
        Program.Run run = lifeboat().run("probe", argument);
        assertFails(run, 2, """
                error [LB-603]: argument 2 holds a password, which every user of this machine can read: nothing was done
                    hint: give the URI without it, and the password in ~/.pgpass or PGPASSWORD; change this password where \
                others use the machine
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://backup@db:5432/shop?sslmode=verify-full",
                "postgresql://[::1]:5432/shop",
                "host=db user=a"
            })
    void aUriWithoutAPasswordIsNot(String uri) {
        assertThat(probe().run("probe", "--database", uri).out()).contains("database=" + uri);
    }

    @Test
    void aPasswordInTheEnvironmentIsTheUsersChoice() {
        String uri = "postgresql://backup:s3cret@db/shop";
        assertThat(probe().with("LIFEBOAT_DATABASE", uri).run("probe").exitCode())
                .isZero();
    }

    @Test
    void aStoreThatIsNeitherFolderNorBucketIsRefused() {
        assertFails(probe().run("probe", "--store", "gs://bucket/prefix"), 2, """
                error [LB-601]: --store names a gs store, and Lifeboat stores in folders and in S3: nothing was done
                    hint: give the path of a folder, such as /srv/backups, or s3://BUCKET/PREFIX
                """);
        assertFails(probe().run("probe", "--store", "s3://No_Bucket/a"), 2, """
                error [LB-601]: 's3://No_Bucket/a' does not name a bucket, or a prefix in one: nothing was done
                    hint: write s3://BUCKET or s3://BUCKET/PREFIX; a prefix has at most 100 characters of A-Z a-z 0-9 . _ - /
                """);
    }

    @Test
    void anOwnerThatIsNoFingerprintIsRefused() {
        assertFails(probe().run("probe", "--owner", "01234567"), 2, """
                error [LB-601]: owner '01234567' is not a fingerprint of 40 hexadecimal digits: nothing was done
                    hint: give the whole fingerprint; init printed it, and so does: gpg --show-keys owner.public.asc
                """);
        assertThat(probe().run("probe", "--owner", "0123 4567 89ab cdef 0123  4567 89ab cdef 0123 4567")
                        .out())
                .contains("owner=" + OWNER);
    }

    @Test
    void aFailureHasItsCategorysExitCodeAndOneJsonDocument() {
        Program.Run run = probe().run("probe", "--fail", "damage", "--output", "json");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.err()).isEqualTo("error [LB-102]: object x is damaged\n    hint: restore from elsewhere\n");
        assertThat(run.out()).isEqualTo("""
                        {
                          "lifeboat" : 1,
                          "command" : "probe",
                          "error" : {
                            "code" : "LB-102",
                            "category" : "integrity",
                            "message" : "object x is damaged",
                            "hint" : "restore from elsewhere",
                            "exitCode" : 3
                          }
                        }
                        """);
    }

    @Test
    void aFindingShowsItsResultAndFails() {
        Program.Run text = probe().run("probe", "--fail", "finding");
        assertThat(text.exitCode()).isEqualTo(3);
        assertThat(text.out()).startsWith("{store=");
        assertThat(text.err()).startsWith("error [LB-102]");
        Program.Run json = probe().run("probe", "--fail", "finding", "--output", "json");
        assertThat(json.exitCode()).isEqualTo(3);
        assertThat(json.out()).contains("\"result\" : {", "\"error\" : {");
    }

    @Test
    void jsonIsKeptToWhenTheCommandLineIsWrong() {
        assertThat(probe().with("LIFEBOAT_OUTPUT", "json")
                        .run("probe", "--wrong")
                        .out())
                .startsWith("{\n  \"lifeboat\" : 1,\n  \"command\" : \"probe\",\n  \"error\" : {");
    }

    @Test
    void aDefectIsShortAndRepeatsNothingThatMayBeSecret() {
        assertFails(probe().run("probe", "--fail", "defect"), 1, """
                error [LB-001]: IllegalStateException was not expected: this is a defect in Lifeboat
                    hint: repeat the command with --debug, and report what it prints
                """);
    }

    @Test
    void debugPrintsTheStackTrace() {
        assertThat(probe().with("LIFEBOAT_DEBUG", "1")
                        .run("probe", "--fail", "defect")
                        .err())
                .startsWith("java.lang.IllegalStateException: a row of data\n\tat dev.lifeboat.cli.ProbeCommand")
                .contains("error [LB-001]");
    }

    @Test
    void aHeapThatIsUsedUpSaysHowToGetMore() {
        assertThat(probe().run("probe", "--fail", "memory").err())
                .matches("error \\[LB-001]: the heap of \\d+ MiB is used up: the command was not finished\n"
                        + "    hint: repeat it with a bigger heap, such as LIFEBOAT_HEAP=512m, and report this\n");
    }

    @Test
    void aReaderThatWentAwayEndsTheProgramQuietly() {
        Program.Run run = lifeboat().writingTo(failing("Broken pipe")).run("version");
        assertThat(run.exitCode()).isEqualTo(141);
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aFullDiskBehindStandardOutputIsAnError() {
        assertFails(lifeboat().writingTo(failing("No space left on device")).run("version"), 6, """
                error [LB-607]: standard output cannot be written (No space left on device): the result is incomplete
                    hint: make room or write elsewhere, and repeat the command
                """);
    }

    @Test
    void thePassphraseComesFromFileThenEnvironmentThenPrompt(@TempDir Path folder) throws IOException {
        Path file = java.nio.file.Files.writeString(folder.resolve("passphrase"), "from file\nmore\n");
        assertThat(probe().with("LIFEBOAT_PASSPHRASE", "from environment")
                        .answering("typed")
                        .run("probe", "--ask", "--passphrase-file", file.toString())
                        .out())
                .contains("passphrase=from file}");
        assertThat(probe().with("LIFEBOAT_PASSPHRASE", "from environment")
                        .run("probe", "--ask")
                        .out())
                .contains("passphrase=from environment}");
        assertThat(probe().answering("typed").run("probe", "--ask").out()).contains("passphrase=typed}");
    }

    @Test
    void aNewPassphraseIsAskedForTwice() {
        assertThat(probe().answering("one", "one").run("probe", "--make").out()).contains("passphrase=one}");
        assertFails(probe().answering("one", "two").run("probe", "--make"), 2, """
                error [LB-601]: the two passphrases differ: nothing was made
                    hint: repeat the command
                """);
    }

    private static Program probe() {
        return lifeboat()
                .with("LIFEBOAT_STORE", "/srv/backups")
                .with("LIFEBOAT_SOURCE", "shop")
                .with("LIFEBOAT_OWNER", OWNER);
    }

    private static void assertFails(Program.Run run, int exitCode, String error) {
        assertThat(run.err()).isEqualTo(error);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
    }

    private static OutputStream failing(String message) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(message);
            }
        };
    }
}

package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs {@code ./lifeboat} itself, as it was just packaged. */
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path LAUNCHER = ROOT.resolve("lifeboat");

    @TempDir
    private Path folder;

    private record Run(int exitCode, String out, String err) {}

    @Test
    void theVersionIsTheJars() throws Exception {
        assertThat(run(ROOT, LAUNCHER, "version")).isEqualTo(new Run(0, "lifeboat 0.1.0\n", ""));
    }

    @Test
    void javaSaysNothingOfItsOwn() throws Exception {
        Run run = run(ROOT, LAUNCHER, "list", "--source=shop", "--owner=" + "0".repeat(40), "--store=/nowhere");
        assertThat(run.err()).startsWith("error [LB-101]: store /nowhere ").matches("(?s)error .*\n    hint: .*\n");
        assertThat(run.err().lines()).hasSize(2);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void itRunsThroughLinksFromAFolderWithSpaces() throws Exception {
        Path elsewhere = Files.createDirectories(folder.resolve("a folder/with spaces"));
        Files.createSymbolicLink(elsewhere.resolve("first"), LAUNCHER);
        Files.createSymbolicLink(elsewhere.resolve("second link"), Path.of("first"));
        assertThat(run(elsewhere, Path.of("./second link"), "version").out()).isEqualTo("lifeboat 0.1.0\n");
    }

    @Test
    void itRunsFromAFolderWithSpacesItself() throws Exception {
        Path copy = copyWithoutProgram();
        Files.createDirectories(copy.resolve("cli"));
        Files.createSymbolicLink(copy.resolve("cli/target"), ROOT.resolve("cli/target"));
        assertThat(run(folder, copy.resolve("lifeboat"), "version").out()).isEqualTo("lifeboat 0.1.0\n");
    }

    @Test
    void withoutAProgramItSaysHowToBuildIt() throws Exception {
        Path copy = copyWithoutProgram();
        Run run = run(folder, copy.resolve("lifeboat"), "version");
        assertThat(run.exitCode()).isEqualTo(5);
        assertThat(run.err()).isEqualTo("""
                        error [LB-504]: Lifeboat is not built yet: there is no %s/cli/target/lifeboat.jar
                            hint: build it: make -C '%s' build
                        """.formatted(copy.toRealPath(), copy.toRealPath()));
    }

    @Test
    void namesInArgumentsKeepTheirLettersInEveryLocale() throws Exception {
        for (String locale : List.of("C", "C.UTF-8", "tlh_AQ.UTF-8")) { // the last is installed nowhere
            Run run = run(ROOT, Map.of("LC_ALL", locale), LAUNCHER, "\u00fc\u4e16");
            assertThat(run.err()).as(locale).startsWith("error [LB-601]: command '\u00fc\u4e16' is not known");
        }
    }

    @Test
    void aCacheThatIsDamagedIsPassedOverInSilence() throws Exception {
        Path copy = copyWithoutProgram();
        Path target = Files.createDirectories(copy.resolve("cli/target"));
        Files.createSymbolicLink(target.resolve("lib"), ROOT.resolve("cli/target/lib"));
        Files.copy(ROOT.resolve("cli/target/lifeboat.jar"), target.resolve("lifeboat.jar"));
        Files.setLastModifiedTime(target.resolve("lifeboat.jar"), java.nio.file.attribute.FileTime.fromMillis(0));
        Files.writeString(target.resolve("lifeboat.aot"), "not a cache");
        assertThat(run(folder, copy.resolve("lifeboat"), "version")).isEqualTo(new Run(0, "lifeboat 0.1.0\n", ""));
    }

    @Test
    void aReaderThatWentAwayEndsItQuietly() throws Exception {
        Run run = run(
                ROOT,
                Path.of("bash"),
                "-c",
                "set -o pipefail; '%s' completion bash | true; echo $?".formatted(LAUNCHER));
        assertThat(run.out()).isEqualTo("141\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void theRehearsalMakesACacheThatStartsTheProgram() throws Exception {
        assertThat(run(ROOT, ROOT.resolve("scripts/start-cache")).exitCode()).isZero();
        Run run = run(ROOT, Map.of("LIFEBOAT_JAVA_OPTIONS", "-Xlog:aot=info:stderr"), LAUNCHER, "version");
        assertThat(run.out()).isEqualTo("lifeboat 0.1.0\n");
        assertThat(run.err()).contains("Mapped static").doesNotContain("mismatch");
    }

    @ParameterizedTest
    @CsvSource({"INT, 130", "TERM, 143"})
    void aSignalClosesWhatIsOpenAndSaysWhatIsLeft(String signal, int exitCode) throws Exception {
        // A shell starts what it puts into the background, such as a build, deaf to SIGINT, and children inherit that.
        List<String> listening = Stream.concat(Stream.of("env", "--default-signal"), probeProgram("sleep").stream())
                .toList();
        Process process = new ProcessBuilder(listening).start();
        BufferedReader err = process.errorReader(StandardCharsets.UTF_8);
        assertThat(err.readLine()).isEqualTo("asleep");
        run(ROOT, Path.of("kill"), "-" + signal, Long.toString(process.pid()));
        assertThat(err.readAllAsString()).isEqualTo("""
                        error [LB-605]: interrupted: a bed that is not made
                            hint: repeat the command when it suits
                        """);
        assertThat(process.waitFor()).isEqualTo(exitCode);
        assertThat(process.inputReader().readAllAsString()).isEmpty();
    }

    @Test
    void aPassphraseIsAskedForAtTheTerminalAndNotShown() throws Exception {
        String probe = String.join(
                " ", probeProgram("probe", "--store=s", "--source=s", "--owner=" + "0".repeat(40), "--ask"));
        Path result = folder.resolve("result");
        Process process =
                new ProcessBuilder("script", "-qec", probe + " < /dev/null > '" + result + "'", "/dev/null").start();
        String question = "Passphrase of the keys: ";
        assertThat(process.getInputStream().readNBytes(question.length()))
                .isEqualTo(question.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().write("open sesame\n".getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
        assertThat(process.inputReader().readAllAsString().strip()).isEmpty();
        assertThat(process.waitFor()).isZero();
        assertThat(Files.readString(result)).contains("passphrase=open sesame}");
    }

    @Test
    void withoutATerminalAPassphraseIsMissing() throws Exception {
        List<String> probe = probeProgram("probe", "--store=s", "--source=s", "--owner=" + "0".repeat(40), "--ask");
        Run run = run(
                ROOT,
                Path.of("setsid"),
                Stream.concat(Stream.of("-w"), probe.stream()).toArray(String[]::new));
        assertThat(run.exitCode()).isEqualTo(4);
        assertThat(run.err()).isEqualTo("""
                        error [LB-606]: a passphrase is needed, and there is no terminal to ask at: nothing was done
                            hint: give it by --passphrase-file, or by LIFEBOAT_PASSPHRASE in the environment
                        """);
    }

    /** How to start the program as a process that knows the commands for tests. */
    private static List<String> probeProgram(String... arguments) {
        Stream<String> java = Stream.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                ProbeProgram.class.getName());
        return Stream.concat(java, Stream.of(arguments)).toList();
    }

    private Path copyWithoutProgram() throws IOException {
        Path copy = Files.createDirectories(folder.resolve("a copy"));
        Files.createDirectories(copy.resolve("scripts"));
        for (String file : List.of("lifeboat", "scripts/java-home")) {
            Files.copy(ROOT.resolve(file), copy.resolve(file), java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
        return copy;
    }

    private static Run run(Path in, Path program, String... arguments) throws Exception {
        return run(in, Map.of(), program, arguments);
    }

    private static Run run(Path in, Map<String, String> environment, Path program, String... arguments)
            throws Exception {
        Path err = Files.createTempFile("lifeboat", ".err");
        ProcessBuilder builder = new ProcessBuilder(program.toString()).directory(in.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().putAll(environment);
        Process process = builder.redirectError(err.toFile()).start();
        String out = process.inputReader(StandardCharsets.UTF_8).readAllAsString();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String error = Files.readString(err);
        Files.delete(err);
        return new Run(process.exitValue(), out, error);
    }
}

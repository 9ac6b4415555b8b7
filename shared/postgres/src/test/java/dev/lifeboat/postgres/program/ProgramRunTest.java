package dev.lifeboat.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.connect.Addresses;
import dev.lifeboat.postgres.connect.DatabaseAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProgramRunTest {
    @TempDir
    Path folder;

    private ProgramCommand script(String script) throws IOException {
        return ProgramCommand.of(TestPrograms.script(folder.resolve("script"), script), Map.of());
    }

    private static String output(ProgramRun run) throws IOException {
        return new String(run.output().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void bothOutputsMayBeFullWithoutADeadlock() throws IOException {
        String script = "i=0; while [ $i -lt 20000 ]; do echo out $i; echo err $i >&2; i=$((i+1)); done; exit 3";
        try (ProgramRun run = ProgramRun.start(script(script))) {
            assertThat(output(run).lines()).hasSize(20_000);
            ProgramOutcome outcome = run.await();
            assertThat(outcome.exitCode()).isEqualTo(3);
            assertThat(outcome.errors()).hasSize(200).startsWith("err 0", "err 1");
            assertThat(outcome.errorsDropped()).isEqualTo(19_800);
            assertThat(outcome.toText())
                    .isEqualTo("script ended with exit code 3; it said: err 0 | err 1 | err 2 | err 3 |"
                            + " err 4 | and 19995 more lines");
        }
    }

    @Test
    void inputReachesTheProgram() throws IOException {
        try (ProgramRun run = ProgramRun.start(script("exec tr a-z A-Z"))) {
            try (OutputStream input = run.input()) {
                input.write("quiet".getBytes(StandardCharsets.UTF_8));
            }
            assertThat(output(run)).isEqualTo("QUIET");
            assertThat(run.await().isClean()).isTrue();
        }
    }

    @Test
    void closingEndsTheProgramAndWhatItStarted() throws IOException {
        ProcessHandle child;
        try (ProgramRun run = ProgramRun.start(script("trap '' TERM; sleep 600 & echo $!; wait; wait"))) {
            StringBuilder pid = new StringBuilder();
            for (int c = run.output().read(); c != '\n'; c = run.output().read()) {
                pid.append((char) c);
            }
            child = ProcessHandle.of(Long.parseLong(pid.toString())).orElseThrow();
        }
        child.onExit().orTimeout(10, TimeUnit.SECONDS).join();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void interruptEndsTheProgramAndIsReported() throws Exception {
        ProgramRun run = ProgramRun.start(script("exec sleep 600"));
        AtomicReference<@Nullable LifeboatException> seen = new AtomicReference<>();
        Thread waiting =
                Thread.ofVirtual().start(() -> seen.set(catchThrowableOfType(LifeboatException.class, run::await)));
        waiting.interrupt();
        assertThat(waiting.join(Duration.ofSeconds(20))).isTrue();
        assertThat(Optional.ofNullable(seen.get()).map(LifeboatException::code)).contains(ErrorCode.INTERRUPTED);
    }

    @Test
    void environmentHoldsNothingOfTheCallersButWhatIsHarmless() throws IOException {
        try (ProgramRun run = ProgramRun.start(script("env"))) {
            List<String> names = output(run)
                    .lines()
                    .map(line -> line.replaceFirst("=.*", ""))
                    .filter(name -> !List.of("PWD", "SHLVL", "_", "OLDPWD").contains(name))
                    .toList();
            assertThat(names)
                    .contains("LC_ALL")
                    .isSubsetOf("HOME", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "TMPDIR", "TZ");
        }
    }

    @Test
    void passwordIsNoArgumentAndNamesAreAscii() {
        DatabaseAddress address = Addresses.of("postgresql://%C3%A4nn:hunter2@[::1]:6000/a%20b%3D'%2F?sslmode=require");
        ProgramCommand command = ProgramCommand.connected(Path.of("pg_dump"), "--dbname", address, List.of("-v"));
        assertThat(command.arguments())
                .containsExactly("-v", "--no-password", "--dbname=postgresql://%C3%A4nn@[::1]:6000/a%20b%3D%27%2F");
        assertThat(command.variables()).containsEntry("PGPASSWORD", "hunter2").containsEntry("PGSSLMODE", "require");
        assertThat(command.toString()).doesNotContain("hunter2");
    }

    @Test
    void programThatIsNotThereIsMissing() {
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class, () -> ProgramRun.start(ProgramCommand.of(folder.resolve("absent"), Map.of())));
        assertThat(failure.code()).isEqualTo(ErrorCode.PROGRAM_MISSING);
    }
}

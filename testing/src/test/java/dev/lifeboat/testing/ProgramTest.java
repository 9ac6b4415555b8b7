package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

class ProgramTest {
    @Test
    void givesInputAndTakesOutputByteForByte() {
        byte[] bytes = new byte[3_000_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31 + i / 251);
        }

        assertThat(Program.named("cat").input(bytes).succeed().output()).isEqualTo(bytes);
    }

    @Test
    void tellsExitCodeOutputAndErrorsApart() {
        Program.Result result =
                Program.named("sh", "-c", "echo out; echo err >&2; exit 3").run();

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.text()).isEqualTo("out\n");
        assertThat(result.lines()).containsExactly("out");
        assertThat(result.errors()).isEqualTo("err\n");
        assertThat(result).hasToString("sh -c echo out; echo err >&2; exit 3: exit code 3%nerr\n".formatted());
    }

    @Test
    void takesEnvironmentFolderAndInputFile(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("input"), "from a file\n");

        Program.Result result = Program.named("sh", "-c", "pwd; echo $COLOUR; cat")
                .env("COLOUR", "blue")
                .in(folder)
                .input(file)
                .succeed();

        assertThat(result.lines()).containsExactly(folder.toRealPath().toString(), "blue", "from a file");
    }

    @Test
    void doesNotMindAProgramThatLeavesItsInput() {
        assertThat(Program.named("true").input(new byte[1 << 20]).run().exitCode())
                .isZero();
    }

    @Test
    void failingIsAnErrorWhereSuccessIsAsked() {
        assertThatThrownBy(
                        () -> Program.named("sh", "-c", "echo why >&2; exit 1").succeed())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("why");
    }

    @Test
    void isKilledWhenItTakesTooLong() {
        assertThatThrownBy(() -> Program.named("sleep", "60")
                        .within(Duration.ofMillis(100))
                        .run())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sleep 60 took longer than PT0.1S");
    }

    @Test
    void skipsTheTestWhereARequiredProgramIsMissing() {
        assertThatThrownBy(() -> Program.required("no-such-program"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage("no-such-program is not on the PATH: install it to run this test");
        assertThatThrownBy(() -> Program.named("no-such-program").run()).isInstanceOf(UncheckedIOException.class);
    }
}

package dev.lifeboat.cli;

import static org.assertj.core.api.Assertions.assertThat;

/** What a command that failed has to look like: one error, exactly that text, nothing on standard output. */
final class Errors {
    private Errors() {}

    static void assertFails(Program.Run run, int exitCode, String error) {
        assertThat(run.err()).isEqualTo(error);
        assertThat(run.exitCode()).isEqualTo(exitCode);
        assertThat(run.out()).isEmpty();
    }
}

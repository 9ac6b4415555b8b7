package dev.lifeboat.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class PostgresProgramsTest {
    @EveryMajor
    void theProgramsFoundAreOfThatMajor(int major) {
        PostgresPrograms programs = PostgresPrograms.required(major);

        for (Path program :
                new Path[] {programs.pgDump(), programs.pgDumpAll(), programs.pgRestore(), programs.psql()}) {
            assertThat(Program.at(program, "--version").succeed().text()).contains(" " + major + ".");
        }
        assertThat(PostgresPrograms.majorsAtHand()).contains(major);
    }

    @Test
    void aMissingMajorSkipsTheTestAndSaysWhatToInstall() {
        assertThatThrownBy(() -> PostgresPrograms.required(9))
                .isInstanceOf(TestAbortedException.class)
                .hasMessage(
                        "there is no pg_dump of PostgreSQL 9 here: install postgresql-client-9, or name its folder in"
                                + " LIFEBOAT_POSTGRES_PROGRAMS");
    }
}

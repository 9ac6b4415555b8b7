package dev.lifeboat.postgres.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientProgramsTest {
    @TempDir
    Path folder;

    private Path version(String text) throws IOException {
        return TestPrograms.folder(folder.resolve(text.replace(' ', '_')), "echo 'pg_dump (PostgreSQL) " + text + "'");
    }

    private static ClientPrograms named(Object folders) {
        return ClientPrograms.find(Map.of(ClientPrograms.VARIABLE, folders.toString()));
    }

    @Test
    void exactMajorIsTakenWhereItIsHere() throws IOException {
        Path bin = version("97.2 (Debian 97.2-1)");
        ProgramChoice choice = named(bin + ":" + version("98.1")).forServer(97);
        assertThat(choice).isEqualTo(new ProgramChoice(new ProgramSet(97, "97.2 (Debian 97.2-1)", bin), true));
        assertThat(choice.programs().path(ClientProgram.PG_RESTORE)).isEqualTo(bin.resolve("pg_restore"));
    }

    @Test
    void otherwiseTheNearestNewerIsTakenAndThatIsSaid() throws IOException {
        ProgramChoice choice = named(version("99.0") + ":" + version("98.1")).forServer(97);
        assertThat(choice.programs().major()).isEqualTo(98);
        assertThat(choice.exact()).isFalse();
    }

    @Test
    void olderProgramsWillNotDoAndTheHintSaysWhatToInstall() throws IOException {
        LifeboatException failure = catchThrowableOfType(
                LifeboatException.class, () -> named(version("96.1")).forServer(97));
        assertThat(failure.toText())
                .startsWith(
                        "error [LB-504]: pg_dump, pg_dumpall, pg_restore and psql of PostgreSQL 97 or later are needed,"
                                + " found here: [")
                .endsWith(
                        "96]; without them schemas are neither dumped nor restored\n    hint: apt-get install postgresql-client-97, or name the folder that has them in"
                                + " LIFEBOAT_POSTGRES_PROGRAMS");
    }

    @Test
    void folderWhoseBinHasTheProgramsMayBeNamed() throws IOException {
        TestPrograms.folder(folder.resolve("bin"), "echo 'pg_dump (PostgreSQL) 97beta1'");
        assertThat(named(folder).forServer(97).programs().version()).isEqualTo("97beta1");
    }

    @Test
    void namedFolderWithoutProgramsIsAnError() throws IOException {
        Files.delete(version("97.1").resolve("psql"));
        Path incomplete = folder.resolve("97.1");
        LifeboatException failure = catchThrowableOfType(LifeboatException.class, () -> named(incomplete));
        assertThat(failure.toText()).isEqualTo("""
                error [LB-602]: LIFEBOAT_POSTGRES_PROGRAMS names %s, which does not hold pg_dump, pg_dumpall, pg_restore \
                and psql: nothing was done
                    hint: name folders that hold the programs, or whose bin does, separated by colons""".formatted(incomplete));
    }

    @Test
    void programsOnThePathAreFoundButNotDebiansWrapper() throws IOException {
        Path real = version("97.1");
        Path wrapped = Files.createDirectory(folder.resolve("wrapped"));
        Path wrapper = TestPrograms.script(folder.resolve("pg_wrapper"), "echo 'pg_dump (PostgreSQL) 98.1'");
        for (ClientProgram program : ClientProgram.values()) {
            Files.createSymbolicLink(wrapped.resolve(program.fileName()), wrapper);
        }
        ClientPrograms found = ClientPrograms.find(Map.of("PATH", wrapped + ":" + real));
        assertThat(found.forServer(97).programs().folder()).isEqualTo(real);
        assertThat(catchThrowableOfType(LifeboatException.class, () -> found.forServer(98)))
                .isNotNull();
    }
}

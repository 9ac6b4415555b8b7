package dev.lifeboat.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lifeboat.testing.Program;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a restore writes for other programs is theirs to read, and nobody's to find. */
final class NamelessFileTest {
    private static void write(NamelessFile file, String text) throws IOException {
        try (OutputStream out = file.output()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Set<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("lifeboat-\\d+\\.tmp"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void otherProgramsReadItMoreThanOnce() throws IOException {
        try (NamelessFile file = NamelessFile.create()) {
            write(file, "what pg_restore needs");
            for (int reader = 0; reader < 2; reader++) {
                assertThat(Program.named("cat")
                                .with(file.path().toString())
                                .succeed()
                                .text())
                        .isEqualTo("what pg_restore needs");
            }
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nothingIsLeftWhateverEndsTheProcess() throws IOException {
        try (NamelessFile file = NamelessFile.create()) {
            write(file, "a subscription's password");
            assertThat(temporaryFiles()).isEmpty();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void closedFileIsGone() throws IOException {
        NamelessFile file = NamelessFile.create();
        write(file, "for a while");
        Path path = file.path();
        file.close();
        assertThat(path).doesNotExist();
    }
}

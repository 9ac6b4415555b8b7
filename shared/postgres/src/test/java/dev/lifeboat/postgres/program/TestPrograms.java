package dev.lifeboat.postgres.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Client programs for tests: the real ones here, and shell scripts that pretend to be them. */
final class TestPrograms {
    static final ClientPrograms HERE = ClientPrograms.find(System.getenv());

    private TestPrograms() {}

    static ProgramSet exactly(int major) {
        ProgramChoice choice = HERE.forServer(major);
        if (!choice.exact()) {
            throw new IllegalStateException("EveryMajor skips majors without programs");
        }
        return choice.programs();
    }

    /** A folder whose four programs all are this script. */
    static Path folder(Path folder, String script) throws IOException {
        Files.createDirectories(folder);
        for (ClientProgram program : ClientProgram.values()) {
            script(folder.resolve(program.fileName()), script);
        }
        return folder;
    }

    static Path script(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}

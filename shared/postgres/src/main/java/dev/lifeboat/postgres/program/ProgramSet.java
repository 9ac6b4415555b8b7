package dev.lifeboat.postgres.program;

import java.nio.file.Path;

/**
 * The client programs of one version, which lie together.
 *
 * @param major such as 17
 * @param version as pg_dump says it, such as {@code 17.11 (Debian 17.11-0+deb13u1)}
 */
public record ProgramSet(int major, String version, Path folder) {
    /** Where one of them lies. */
    public Path path(ClientProgram program) {
        return folder.resolve(program.fileName());
    }
}

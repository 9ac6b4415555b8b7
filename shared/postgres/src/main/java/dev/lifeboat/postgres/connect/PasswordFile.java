package dev.lifeboat.postgres.connect;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** libpq's password file, {@code ~/.pgpass} (PostgreSQL documentation, "The Password File"). */
final class PasswordFile {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private PasswordFile() {}

    /** Its lines; none where there is no such file, and none, with a warning, where others may read it. */
    static List<PasswordLine> read(Path file, Consumer<String> warnings) {
        if (!Files.exists(file)) {
            return List.of();
        }
        if (!Files.isRegularFile(file)) {
            warnings.accept("password file %s is no plain file: it is ignored".formatted(file));
            return List.of();
        }
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                warnings.accept("password file %s may be read by others: it is ignored until chmod 0600 %s"
                        .formatted(file, file));
                return List.of();
            }
            return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
                    .map(PasswordLine::parse)
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.FILE_UNUSABLE,
                    "password file %s cannot be read: no password is known".formatted(file),
                    "make it a UTF-8 text that this user can read, or set PGPASSFILE to another one",
                    e);
        }
    }
}

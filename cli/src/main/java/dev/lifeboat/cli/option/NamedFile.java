package dev.lifeboat.cli.option;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A small file that an option names: a key, a certificate, a passphrase. */
public final class NamedFile {
    private static final int MAX_BYTES = 1 << 20;

    private NamedFile() {}

    /**
     * Its content, of at most 1 MiB; of a larger file one byte more, so that whoever reads it notices.
     *
     * @param what what it is, for errors: {@code private key file}
     * @throws LifeboatException FILE_UNUSABLE if it cannot be read
     */
    public static byte[] read(Path file, String what) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new LifeboatException(
                    ErrorCode.FILE_UNUSABLE,
                    "%s %s cannot be read: %s: nothing was done".formatted(what, file, reason(e)),
                    "check its name and its permissions",
                    e);
        }
    }

    /** Why a file cannot be read or written, for people. */
    public static String reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException e -> "there is no such file or folder";
            case AccessDeniedException e -> "permission denied";
            default -> {
                String message = failure.getMessage();
                yield message == null ? failure.getClass().getSimpleName() : message;
            }
        };
    }
}

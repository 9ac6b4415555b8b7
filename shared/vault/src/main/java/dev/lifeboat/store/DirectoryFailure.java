package dev.lifeboat.store;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says in Lifeboat's words why a directory failed. A consequence is what follows: {@code object shop/a is not stored}.
 *
 * <p>Java hands on the operating system's sentence and no number; a system that speaks another language than English gets
 * the general STORE_UNREACHABLE, with that sentence in it.
 */
record DirectoryFailure(String location) {
    LifeboatException of(IOException cause, String consequence) {
        if (cause instanceof ClosedByInterruptException) {
            return failure(
                    ErrorCode.INTERRUPTED, "was left in the middle", consequence, "run the command again", cause);
        }
        if (cause instanceof UnfinishedClaimException claim) {
            return unfinishedClaim(claim, consequence);
        }
        if (says(cause, "no space left on device", "quota exceeded", "not enough space on the disk")) {
            return full(cause, consequence);
        }
        if (cause instanceof AccessDeniedException
                || says(cause, "operation not permitted", "permission denied", "read-only file system")) {
            return denied(cause, consequence);
        }
        return broken(cause, consequence);
    }

    /** The root, or its marker, is not there. */
    LifeboatException gone(String consequence) {
        return failure(
                ErrorCode.STORE_UNREACHABLE,
                "is not there (no file %s)".formatted(StoreMarker.NAME),
                consequence,
                "mount the disk or share that holds it, or, for a new store, run: lifeboat init --store " + location,
                null);
    }

    /** Something lies where only a folder or a regular file may. */
    LifeboatException irregular(String relative, boolean symbolicLink) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                "%s in store %s is %s, expected a regular file or a folder: it is not followed"
                        .formatted(relative, location, symbolicLink ? "a symbolic link" : "a special file"),
                "put the file or folder itself there; another disk can be mounted there");
    }

    /** An object and a folder, or two folders whose names differ by case only, would need one name. */
    LifeboatException clash(ObjectKey key, String seen) {
        return new LifeboatException(
                ErrorCode.OBJECT_EXISTS,
                "object %s in store %s needs a name that %s has: it is not stored".formatted(key, location, seen),
                "choose another name, or move what is there out of the store");
    }

    LifeboatException missing(ObjectKey key) {
        return new LifeboatException(
                ErrorCode.OBJECT_MISSING,
                "object %s is not in store %s: it cannot be read".formatted(key, location),
                "use another backup, or another copy of this store");
    }

    LifeboatException shortened(ObjectKey key, long expected, long seen) {
        return new LifeboatException(
                ErrorCode.OBJECT_DAMAGED,
                "object %s in store %s ended after %d bytes, it had %d when it was opened: it cannot be used"
                        .formatted(key, location, seen, expected),
                "use another backup, or another copy of this store");
    }

    private LifeboatException unfinishedClaim(UnfinishedClaimException cause, String consequence) {
        return failure(
                ErrorCode.OBJECT_EXISTS,
                "has a claim of another writer that has not finished",
                consequence,
                "run the command again; if no other backup is running, first remove " + cause.getFile(),
                cause);
    }

    private LifeboatException full(IOException cause, String consequence) {
        return failure(
                ErrorCode.STORE_FULL,
                "is full (%s)".formatted(reason(cause)),
                consequence,
                "free some space or enlarge the disk, then run the command again",
                cause);
    }

    private LifeboatException denied(IOException cause, String consequence) {
        return failure(
                ErrorCode.STORE_DENIED,
                "denies access (%s)".formatted(reason(cause)),
                consequence,
                "let user %s read and write the whole folder; see its owner, its modes and how it is mounted"
                        .formatted(System.getProperty("user.name")),
                cause);
    }

    private LifeboatException broken(IOException cause, String consequence) {
        return failure(
                ErrorCode.STORE_UNREACHABLE,
                "failed (%s)".formatted(reason(cause)),
                consequence,
                "see whether the disk or share is mounted and healthy, then run the command again",
                cause);
    }

    private LifeboatException failure(
            ErrorCode code, String what, String consequence, String hint, @Nullable Throwable cause) {
        return new LifeboatException(code, "store %s %s: %s".formatted(location, what, consequence), hint, cause);
    }

    private static boolean says(IOException cause, String... reasons) {
        String reason = reason(cause).toLowerCase(Locale.ROOT);
        return Stream.of(reasons).anyMatch(reason::endsWith);
    }

    private static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException missing -> missing.getFile() + ": No such file or directory";
            case AccessDeniedException denied -> denied.getFile() + ": Permission denied";
            case FileSystemException other -> other.getFile() + ": " + other.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }
}

package dev.lifeboat.store;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How a finished file gets its name in one step and only if that name is free, whoever else tries at the same time.
 *
 * <p>Every writer of a store has to use the same way, since a rename does not see a link that another writer makes just
 * then; so the way is chosen when the store is made, and kept in its {@link StoreMarker}.
 */
enum Placement {
    /** A hard link: the file system itself refuses a second one of that name. */
    @JsonProperty("link")
    LINK {
        @Override
        boolean place(Path finished, Path target) throws IOException {
            try {
                Files.createLink(target, finished);
                return true;
            } catch (FileAlreadyExistsException e) {
                // A network file system that asks its server twice is told that its own link is in the way.
                return isOneFile(finished, target);
            }
        }
    },

    /**
     * For file systems without hard links (FAT, some network shares): whoever creates an empty file, the claim, beside
     * the target may rename onto it. The claim stays as long as the object does: were it removed, another machine whose
     * view of the folder lags could claim and rename over the object.
     */
    @JsonProperty("claim")
    CLAIM {
        @Override
        boolean place(Path finished, Path target) throws IOException {
            Path claim = claim(target);
            try {
                PrivateFiles.create(claim).close();
            } catch (FileAlreadyExistsException e) {
                awaitHolder(claim, target);
                return false;
            }
            return renameOrGiveUp(finished, target, claim);
        }
    };

    private static final String CLAIM_PREFIX = ".claim-";
    private static final int CLAIM_CHECKS = 100;
    private static final long CLAIM_CHECK_MILLIS = 20;

    /** True if the finished file is at the target now, false if something else is. */
    abstract boolean place(Path finished, Path target) throws IOException;

    /** The file by which somebody claims the name of an object. */
    static Path claim(Path object) {
        return object.resolveSibling(CLAIM_PREFIX + object.getFileName());
    }

    static boolean isClaim(String name) {
        return name.startsWith(CLAIM_PREFIX);
    }

    /** The object whose name a claim is of. */
    static Path claimed(Path claim) {
        return claim.resolveSibling(String.valueOf(claim.getFileName()).substring(CLAIM_PREFIX.length()));
    }

    /** With the claim in hand; an object can still be there that was copied into the store without its claim. */
    private static boolean renameOrGiveUp(Path finished, Path target, Path claim) throws IOException {
        try {
            if (exists(target)) {
                return false;
            }
            Files.move(finished, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            Files.deleteIfExists(claim);
            throw e;
        }
    }

    private static void awaitHolder(Path claim, Path target) throws IOException {
        for (int check = 0; check < CLAIM_CHECKS; check++) {
            if (exists(target)) {
                return;
            }
            pause();
        }
        throw new UnfinishedClaimException(claim);
    }

    /** Unlike {@link Files#isSameFile}, follows no link. */
    private static boolean isOneFile(Path one, Path other) throws IOException {
        Object identity = attributes(one).fileKey();
        return identity != null && identity.equals(attributes(other).fileKey());
    }

    /** Unlike {@link Files#exists}, throws when it cannot tell. */
    private static boolean exists(Path file) throws IOException {
        try {
            attributes(file);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(CLAIM_CHECK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClosedByInterruptException();
        }
    }
}

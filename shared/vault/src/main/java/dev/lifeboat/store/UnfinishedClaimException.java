package dev.lifeboat.store;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A name was claimed by a writer that has not put its object there: it is slow, or it died. */
final class UnfinishedClaimException extends FileSystemException {
    UnfinishedClaimException(Path claim) {
        super(claim.toString(), null, "claimed by another writer that has not finished");
    }
}

package dev.lifeboat.lambda;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.util.Optional;

/**
 * The events by which S3 tells of a source's new manifests.
 *
 * @param place where the backups are, as events name it
 */
public record ManifestEvents(S3Location place, SourceName source) {
    /**
     * The backup that an event is about; empty if it is about none of this source, for others may share the bucket.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is of another bucket, for then those of this one may be going
     *     elsewhere; DOCUMENT_MISPLACED if the object lies among the manifests and is none by its name
     */
    public Optional<BackupId> backup(S3ObjectCreated event) {
        if (!event.bucket().equals(place.bucket())) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "an event tells of an object in bucket %s, expected %s: nothing was done"
                            .formatted(event.bucket(), place.bucket()),
                    "let the rule that starts this function match the bucket of LIFEBOAT_STORE");
        }
        Layout layout = new Layout(source);
        return place.inStore(event.key())
                .filter(key -> key.value().startsWith(layout.manifestPrefix()))
                .map(key -> layout.manifestId(key).orElseThrow(() -> stray(key)));
    }

    private LifeboatException stray(ObjectKey key) {
        return new LifeboatException(
                ErrorCode.DOCUMENT_MISPLACED,
                "object %s in %s lies among the manifests and is none by its name: it is passed over"
                        .formatted(key, place),
                "find out who stored it; only Lifeboat should be able to write there");
    }
}

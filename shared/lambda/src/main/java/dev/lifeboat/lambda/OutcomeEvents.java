package dev.lifeboat.lambda;

import dev.lifeboat.aws.S3Location;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Layout;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The events by which S3 tells of the records of runs.
 *
 * @param place where the backups are, as events name it
 */
public record OutcomeEvents(S3Location place, SourceName source) {
    /** As the rule has it that starts the function; whether one that is named so is a record, its signature says. */
    private static final Pattern NAME = Pattern.compile("(?:made|failed)-.*\\.json\\.asc");

    /** A record of the run of a backup, as its key says, which anybody may have chosen. */
    public record Named(BackupId backup, ObjectKey key) {}

    /**
     * The record that an event is about; empty if it is about none of this source's.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is of another bucket, for then those of this one may be going
     *     elsewhere
     */
    public Optional<Named> record(S3ObjectCreated event) {
        if (!event.bucket().equals(place.bucket())) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "an event tells of an object in bucket %s, expected %s: nobody was told"
                            .formatted(event.bucket(), place.bucket()),
                    "let the rule that starts this function match the bucket of LIFEBOAT_STORE");
        }
        return place.inStore(event.key())
                .filter(key -> NAME.matcher(key.name()).matches())
                .flatMap(this::named);
    }

    private Optional<Named> named(ObjectKey key) {
        String prefix = new Layout(source).recordsPrefix();
        String[] below = key.value().startsWith(prefix)
                ? key.value().substring(prefix.length()).split("/", -1)
                : new String[0];
        return below.length == 2 ? BackupId.tryParse(below[0]).map(id -> new Named(id, key)) : Optional.empty();
    }
}

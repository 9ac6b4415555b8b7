package dev.lifeboat.replication;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.BackupReference;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnation;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.backup.CopyRecord;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.replication.CopyOutcome.Copied;
import dev.lifeboat.replication.CopyOutcome.Due;
import dev.lifeboat.replication.CopyOutcome.Retired;
import dev.lifeboat.replication.CopyOutcome.Stopped;
import dev.lifeboat.replication.CopyOutcome.There;
import dev.lifeboat.replication.Copying.Amount;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.trust.SignedDocument;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Copies one backup after another: objects first, then the manifest, then what is known of the backup, and at last the word
 * that it was copied. Each step finds what is there already and leaves it alone, so a run may be cut off or repeated anywhere.
 */
final class BackupCopy {
    private final Catalog from;
    private final Catalog to;
    private final Clock clock;
    private final boolean everyObject;
    private final RecordsCopy records;
    private final List<LifeboatException> refusedRecords = new ArrayList<>();

    /** @param everyObject whether the objects of a backup are looked at though its manifest is at the destination */
    BackupCopy(Catalog from, Catalog to, Clock clock, boolean everyObject) {
        this.from = from;
        this.to = to;
        this.clock = clock;
        this.everyObject = everyObject;
        records = new RecordsCopy(from, to, clock);
    }

    /**
     * Who copies, and how.
     *
     * @param until after this no other object is begun
     */
    record Hands(SigningKey signing, String writer, int jobs, Progress progress, Instant until) {}

    List<LifeboatException> refusedRecords() {
        return refusedRecords;
    }

    /** What a run would do. */
    CopyOutcome preview(SignedDocument<Manifest> backup) {
        boolean stands = stands(backup);
        Optional<CopyOutcome> retired = retired(backup, stands);
        if (retired.isPresent()) {
            return retired.get();
        }
        if (stands && !everyObject) {
            return news(backup).isEmpty() ? new There(backup.content().id()) : due(backup, 0, 0, 0);
        }
        NeededObjects needed = NeededObjects.of(backup.content(), from, to);
        return stands && needed.lacking().isEmpty() && news(backup).isEmpty()
                ? new There(backup.content().id())
                : due(
                        backup,
                        needed.lacking().size(),
                        needed.lackingBytes(),
                        needed.there().size());
    }

    private static CopyOutcome due(SignedDocument<Manifest> backup, long objects, long bytes, long found) {
        return new Due(backup.content().id(), objects, bytes, found);
    }

    /** Copies what is lacking of a backup. */
    CopyOutcome run(SignedDocument<Manifest> backup, Hands hands) {
        boolean stands = stands(backup);
        Optional<CopyOutcome> retired = retired(backup, stands);
        if (retired.isPresent()) {
            return retired.get();
        }
        if (clock.instant().isAfter(hands.until())) {
            return new Stopped(
                    backup.content().id(), 0, 0, 0, backup.content().totals().objects() + 2);
        }
        Tally tally = stands && !everyObject ? Tally.NOTHING : objects(backup, stands, hands);
        if (tally.lacking() > 0) {
            return new Stopped(backup.content().id(), tally.copied(), tally.bytes(), tally.found(), tally.lacking());
        }
        long copied = copyNews(backup, tally, hands);
        return stands && tally.copied() == 0 && copied == 0
                ? new There(backup.content().id())
                : new Copied(backup.content().id(), tally.copied(), tally.bytes(), tally.found(), copied);
    }

    private boolean stands(SignedDocument<Manifest> backup) {
        return SmallFile.isThere(to.store(), backup.key(), backup.sha256());
    }

    private static AttemptName name(SignedDocument<Manifest> backup) {
        return new AttemptName(backup.content().id(), backup.content().attempt());
    }

    /** A backup that retention removes is left to it; an attempt that was taken for dead must not come to life again. */
    private Optional<CopyOutcome> retired(SignedDocument<Manifest> backup, boolean stands) {
        for (Catalog catalog : List.of(from, to)) {
            Optional<SignedDocument<Condemnation>> found = new Condemnations(catalog).of(name(backup));
            Optional<String> manifest =
                    found.flatMap(condemnation -> condemnation.content().manifest());
            if (manifest.equals(Optional.of(backup.sha256()))) {
                return Optional.of(new Retired(
                        backup.content().id(),
                        catalog.store().location(),
                        found.orElseThrow().storedAt()));
            }
        }
        if (!stands) {
            requireNotCondemned(name(backup), backup);
        }
        return Optional.empty();
    }

    private void requireNotCondemned(AttemptName attempt, SignedDocument<Manifest> backup) {
        Optional<SignedDocument<Condemnation>> found = new Condemnations(to).of(attempt);
        if (found.isPresent()) {
            throw new LifeboatException(
                    ErrorCode.ATTEMPT_CONDEMNED,
                    "attempt %s was condemned in %s at %s, its objects may be removed there: backup %s is not copied"
                            .formatted(
                                    attempt,
                                    to.store().location(),
                                    found.get().storedAt(),
                                    backup.content().id()),
                    "a condemnation stays: copy this backup to another place, or rely on later ones; have lifeboat copy"
                            + " run at least every few days");
        }
    }

    /**
     * How much there was to do.
     *
     * @param copied objects
     * @param bytes of these
     * @param found objects that were there before
     */
    private record Tally(long copied, long bytes, long found, long lacking) {
        private static final Tally NOTHING = new Tally(0, 0, 0, 0);

        long objects() {
            return copied + found + lacking;
        }
    }

    private Tally objects(SignedDocument<Manifest> backup, boolean stands, Hands hands) {
        requireBase(backup.content());
        NeededObjects needed = NeededObjects.of(backup.content(), from, to);
        Copying copying = new Copying(from.store(), to.store(), backup.content().id(), hands.jobs(), hands.progress());
        if (stands && needed.lacking().isEmpty()) {
            copying.check(needed.doubtful(backup.content(), true));
            return new Tally(0, 0, needed.count(), 0);
        }
        CopyAnnouncement announcement = CopyAnnouncement.make(to, backup.content(), hands.signing(), clock);
        requireNoneCondemned(backup, needed, stands);
        copying.check(needed.doubtful(backup.content(), stands));
        Amount copied = copying.copy(needed.lacking(), announcement::renew, clock, hands.until());
        long lacking = needed.lacking().size() - copied.objects();
        if (!stands && lacking == 0) {
            commit(backup, needed, announcement);
        }
        return new Tally(copied.objects(), copied.bytes(), needed.there().size(), lacking);
    }

    private void requireNoneCondemned(SignedDocument<Manifest> backup, NeededObjects needed, boolean stands) {
        needed.attempts(to.layout()).stream()
                .filter(attempt -> !stands || !attempt.equals(name(backup)))
                .forEach(attempt -> requireNotCondemned(attempt, backup));
    }

    private void commit(SignedDocument<Manifest> backup, NeededObjects needed, CopyAnnouncement announcement) {
        requireNoneCondemned(backup, needed, false);
        announcement.requireBefore();
        SmallFile.copy(from.store(), to.store(), backup.key(), backup.sha256()).ifPresent(announcement::requireInTime);
    }

    /** Without its base, objects that both need would be nobody's at the destination. */
    private void requireBase(Manifest manifest) {
        if (manifest.base().isEmpty()) {
            return;
        }
        BackupReference base = manifest.base().get();
        ObjectKey key = to.layout().manifest(base.id());
        if (!SmallFile.isThere(to.store(), key, base.digest())) {
            throw new LifeboatException(
                    ErrorCode.BACKUP_UNKNOWN,
                    "backup %s builds on %s, which is not in %s: it is not copied"
                            .formatted(manifest.id(), base.id(), to.store().location()),
                    "see why %s was not copied".formatted(base.id()));
        }
    }

    /** Documents of a backup that are not at the destination, or for which nobody vouches there. */
    private List<RecordsCopy.Found> news(SignedDocument<Manifest> backup) {
        Set<ObjectKey> vouched = records.vouchedFor(backup.content().id());
        return Stream.concat(
                        Stream.of(new RecordsCopy.Found(backup, List.of())),
                        records.find(backup, refusedRecords).stream())
                .filter(found -> !vouched.contains(found.document().key()))
                .toList();
    }

    private long copyNews(SignedDocument<Manifest> backup, Tally tally, Hands hands) {
        List<RecordsCopy.Found> news = news(backup);
        StoredBytes bytes =
                new StoredBytes(from.store(), to.store(), backup.content().id(), passed -> {});
        long copied = news.stream()
                .filter(found -> !found.document().equals(backup))
                .filter(found -> records.copy(found, bytes))
                .count();
        List<SignedDocument<?>> documents = new ArrayList<>();
        news.forEach(found -> documents.add(found.document()));
        records.vouch(
                backup,
                documents,
                new CopyRecord.Totals(tally.objects(), tally.copied(), tally.bytes()),
                hands.signing(),
                hands.writer());
        return copied;
    }
}

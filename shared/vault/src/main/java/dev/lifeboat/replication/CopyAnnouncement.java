package dev.lifeboat.replication;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.AttemptRecord;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Manifest.AttemptKey;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What whoever copies a backup says at the destination before its first object. A copy that was cut off is taken up by the
 * next run under the same name, so what it left is kept for longer than what a backup leaves, and each run says again that it
 * goes on. What a run may rely on is shorter: from its last word to its manifest no more time may pass than a condemnation
 * leaves at least between its own storing and a removal.
 */
final class CopyAnnouncement {
    /** How long what was copied is left alone after a run has said that it is at work. */
    static final Duration KEPT = Duration.ofDays(30);

    /** How long a run may take from its last word to its manifest: half of the notice that a condemnation gives. */
    static final Duration TERM = Condemnations.NOTICE.dividedBy(2);

    private static final Duration RENEWED_AFTER = Duration.ofHours(12);
    private static final int TRIES = 5;

    private final Catalog to;
    private final Manifest manifest;
    private final SigningKey signing;
    private final Clock clock;
    private Instant said;
    private Instant stored;

    private CopyAnnouncement(Catalog to, Manifest manifest, SigningKey signing, Clock clock) {
        this.to = to;
        this.manifest = manifest;
        this.signing = signing;
        this.clock = clock;
        said = now();
        stored = say();
    }

    static CopyAnnouncement make(Catalog to, Manifest manifest, SigningKey signing, Clock clock) {
        return new CopyAnnouncement(to, manifest, signing, clock);
    }

    /** Says it again where that was some time ago. */
    synchronized void renew() {
        if (now().isAfter(said.plus(RENEWED_AFTER))) {
            said = now();
            stored = say();
        }
    }

    /**
     * Makes sure that it is not too late for the manifest.
     *
     * @throws LifeboatException DEADLINE_PASSED if it is
     */
    synchronized void requireBefore() {
        if (now().isAfter(said.plus(TERM))) {
            throw new LifeboatException(
                    ErrorCode.DEADLINE_PASSED,
                    "copying backup %s to %s was to end by %s, after which its objects may be removed: it is not copied"
                            .formatted(manifest.id(), to.store().location(), said.plus(TERM)),
                    "repeat the command, and keep the machine from sleeping");
        }
    }

    /**
     * The same by the store's own times, once the manifest stands.
     *
     * @throws LifeboatException DEADLINE_PASSED if it came too late
     */
    synchronized void requireInTime(ObjectStatus written) {
        if (written.storedAt().isAfter(stored.plus(TERM))) {
            throw new LifeboatException(
                    ErrorCode.DEADLINE_PASSED,
                    "manifest %s was stored in %s at %s, too long after the copy had said that it is at work: objects of backup %s may have been removed there"
                            .formatted(written.key(), to.store().location(), written.storedAt(), manifest.id()),
                    "copy what is missing with: lifeboat copy " + manifest.id());
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private Instant say() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Said before = before();
            AttemptRecord record = before.first()
                    .map(first -> first.content().until(now().plus(KEPT)))
                    .orElseGet(this::first);
            ObjectKey key = to.layout().attempt(manifest.id(), manifest.attempt(), before.next());
            if (SignedDocuments.create(to.store(), key, record, signing) instanceof CreateOutcome.Created created) {
                return created.status().storedAt();
            }
        }
        throw new LifeboatException(
                ErrorCode.OBJECT_EXISTS,
                "others kept writing attempts of backup %s in %s: it is not copied"
                        .formatted(manifest.id(), to.store().location()),
                "see which other copies are running, and repeat the command");
    }

    private AttemptRecord first() {
        AttemptKey own = manifest.keys().stream()
                .filter(key -> key.attempt().equals(manifest.attempt()))
                .findFirst()
                .orElseThrow();
        return new AttemptRecord(
                AttemptRecord.FORMAT,
                List.of(),
                manifest.catalog(),
                manifest.source(),
                manifest.id(),
                manifest.attempt(),
                manifest.base(),
                own,
                said,
                said.plus(KEPT));
    }

    /** What was said before: the first of it that is believed, and the number of the next. */
    private record Said(Optional<SignedDocument<AttemptRecord>> first, int next) {}

    private Said before() {
        AttemptName name = new AttemptName(manifest.id(), manifest.attempt());
        List<ObjectKey> keys;
        try (Stream<ObjectStatus> objects = to.store().list(to.layout().attemptPrefix(name))) {
            keys = objects.map(ObjectStatus::key).toList();
        }
        Optional<SignedDocument<AttemptRecord>> first = keys.stream()
                .flatMap(key -> believed(key, name).stream())
                .min(Comparator.comparing(SignedDocument::storedAt));
        int number = keys.size() + 1;
        while (keys.contains(to.layout().attempt(name.id(), name.attempt(), number))) {
            number++;
        }
        return new Said(first, number);
    }

    private Optional<SignedDocument<AttemptRecord>> believed(ObjectKey key, AttemptName name) {
        try {
            return Optional.of(new SignedDocuments(to.store(), to.trust()).read(key, AttemptRecord.TYPE))
                    .filter(document -> document.content().name().equals(name));
        } catch (LifeboatException e) {
            if (e.code().isDisbelief()) {
                return Optional.empty();
            }
            throw e;
        }
    }
}

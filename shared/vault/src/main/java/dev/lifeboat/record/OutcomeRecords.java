package dev.lifeboat.record;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.record.OutcomeRecord.Failure;
import dev.lifeboat.record.OutcomeRecord.Made;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What came of the jobs of one source, written once and kept beside its backups, those that failed as well. */
public final class OutcomeRecords {
    private static final Pattern NAME =
            Pattern.compile("(?:made|failed)-[0-9]{8}T[0-9]{6}Z-([0-9a-f]{16})\\.json\\.asc");

    private final Catalog catalog;
    private final ObjectStore store;
    private final SignedDocuments documents;
    private final Clock clock;

    public OutcomeRecords(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.store = catalog.store();
        this.clock = clock;
        documents = new SignedDocuments(store, catalog.trust());
    }

    /**
     * Records that a backup stands.
     *
     * @param writer the program and version that writes it
     * @return where the record lies
     * @throws LifeboatException KEY_WRONG if the key is not one of the role backup or operator: nothing is written then
     */
    public ObjectKey made(BackupRun run, SignedDocument<Manifest> manifest, SigningKey signing, String writer) {
        Made made = new Made(manifest.content().attempt(), manifest.sha256());
        return write(run, Optional.of(made), Optional.empty(), signing, writer);
    }

    /** Records that a run made no backup, and why. */
    public ObjectKey failed(BackupRun run, ErrorCode why, RunStage stage, SigningKey signing, String writer) {
        return write(run, Optional.empty(), Optional.of(Failure.of(why, stage)), signing, writer);
    }

    private ObjectKey write(
            BackupRun run, Optional<Made> made, Optional<Failure> failure, SigningKey signing, String writer) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        catalog.trust().requireMaySign(Set.of(Role.BACKUP, Role.OPERATOR), signing.fingerprint(), now);
        OutcomeRecord record = new OutcomeRecord(
                OutcomeRecord.FORMAT,
                List.of(),
                catalog.trust().catalog(),
                catalog.trust().source(),
                run.backup(),
                made.isPresent() ? RunOutcome.MADE : RunOutcome.FAILED,
                made,
                failure,
                run.done(),
                run.started().truncatedTo(ChronoUnit.MILLIS),
                now,
                run.where(),
                run.request(),
                writer);
        ObjectKey key = place(record, AttemptId.random());
        SignedDocuments.createNew(store, key, record, signing, "it was left as it is");
        return key;
    }

    private ObjectKey place(OutcomeRecord record, AttemptId random) {
        return catalog.layout().record(record.backup(), record.outcome().text(), record.at(), random);
    }

    /** All of a backup, in the order of their keys; what somebody else put there is refused, or passed over. */
    public List<ListedDocument<OutcomeRecord>> of(BackupId backup) {
        return ListedDocument.below(
                store, catalog.layout().recordPrefix(backup), OutcomeRecords::isOutcome, this::read);
    }

    /** Whether a record that counts says that a backup stands. */
    public boolean sayMade(BackupId backup) {
        return ListedDocument.standing(of(backup)).stream()
                .anyMatch(record -> record.content().outcome() == RunOutcome.MADE);
    }

    /** Whether a key is named as the outcome of a run is. */
    public static boolean isOutcome(ObjectKey key) {
        return NAME.matcher(key.name()).matches();
    }

    /**
     * Reads one record.
     *
     * @throws LifeboatException OBJECT_MISSING if there is none, or why it must not be believed
     */
    public SignedDocument<OutcomeRecord> read(ObjectKey key) {
        SignedDocument<OutcomeRecord> document = documents.read(key, OutcomeRecord.TYPE);
        OutcomeRecord record = document.content();
        Matcher name = NAME.matcher(key.name());
        if (!name.matches() || !place(record, new AttemptId(name.group(1))).equals(key)) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MISPLACED,
                    "record %s is that of backup %s, which was %s at %s: it is not used"
                            .formatted(key, record.backup(), record.outcome().text(), record.at()),
                    "find out who moved it");
        }
        return document;
    }
}

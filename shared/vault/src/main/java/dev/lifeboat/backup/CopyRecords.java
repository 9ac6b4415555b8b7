package dev.lifeboat.backup;

import dev.lifeboat.backup.CopyRecord.Document;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.FirstStored;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import dev.lifeboat.trust.Trust;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The records by which one store says that its backups are copies; only those of the role copy count. */
public final class CopyRecords {
    private static final String KIND = "copy";
    private static final Pattern NAME = Pattern.compile(KIND + "-[0-9]{8}T[0-9]{6}Z-([0-9a-f]{16})\\.json\\.asc");

    private final ObjectStore store;
    private final Trust trust;
    private final SignedDocuments documents;
    private final Layout layout;

    public CopyRecords(Catalog catalog) {
        this(catalog.store(), catalog.trust());
    }

    CopyRecords(ObjectStore store, Trust trust) {
        this.store = store;
        this.trust = trust;
        documents = new SignedDocuments(store, trust);
        layout = new Layout(trust.source());
    }

    /** Those of a backup that count, in the order of their keys; what must not be believed is passed over. */
    public List<SignedDocument<CopyRecord>> of(BackupId backup) {
        try (Stream<ObjectStatus> objects = store.list(layout.recordPrefix(backup))) {
            return objects.map(ObjectStatus::key)
                    .filter(key -> NAME.matcher(key.name()).matches())
                    .flatMap(key -> believed(key).stream())
                    .toList();
        }
    }

    private Optional<SignedDocument<CopyRecord>> believed(ObjectKey key) {
        try {
            return Optional.of(documents.read(key, CopyRecord.TYPE))
                    .filter(record -> place(record.content(), key).equals(Optional.of(key)));
        } catch (LifeboatException e) {
            if (e.code().isDisbelief()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Optional<ObjectKey> place(CopyRecord record, ObjectKey key) {
        Matcher name = NAME.matcher(key.name());
        return name.matches()
                ? Optional.of(layout.record(record.backup(), KIND, record.at(), new AttemptId(name.group(1))))
                : Optional.empty();
    }

    /** When the documents of a backup were first stored, as far as these records say so; they are read when that is asked. */
    public FirstStored times(BackupId backup) {
        return (key, sha256) -> of(backup).stream()
                .flatMap(record -> record.content().documents().stream())
                .filter(document ->
                        document.key().equals(key) && document.sha256().equals(sha256))
                .map(Document::storedAt)
                .min(Instant::compareTo);
    }

    /**
     * Signs a record and stores it.
     *
     * @param at in whole milliseconds
     * @param documents at most {@link CopyRecord#MOST}
     * @param signing of the role copy
     * @param writer the program and version that writes it
     */
    public ObjectKey write(
            SignedDocument<Manifest> backup,
            Instant at,
            List<Document> documents,
            CopyRecord.Totals totals,
            SigningKey signing,
            String writer) {
        Manifest manifest = backup.content();
        CopyRecord record = new CopyRecord(
                CopyRecord.FORMAT,
                List.of(),
                trust.catalog(),
                trust.source(),
                manifest.id(),
                manifest.attempt(),
                backup.sha256(),
                at,
                documents,
                totals,
                writer);
        ObjectKey key = layout.record(manifest.id(), KIND, at, AttemptId.random());
        if (SignedDocuments.create(store, key, record, signing) instanceof CreateOutcome.AlreadyThere) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_EXISTS,
                    "record %s exists already, though its name was drawn at random: it was left as it is"
                            .formatted(key),
                    "repeat the command");
        }
        return key;
    }
}

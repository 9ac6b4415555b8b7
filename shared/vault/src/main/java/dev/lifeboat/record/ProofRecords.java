package dev.lifeboat.record;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.CopyRecords;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.PublicKeyMessage;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.JsonLines;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.record.ProofRecord.Details;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.stream.ObjectReader;
import dev.lifeboat.stream.ObjectReader.Decoding;
import dev.lifeboat.stream.ObjectWriter;
import dev.lifeboat.stream.ObjectWriter.Coding;
import dev.lifeboat.trust.ListedDocument;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SignedDocument;
import dev.lifeboat.trust.SignedDocuments;
import dev.lifeboat.trust.Trust;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proofs of one source's backups, written once and kept beside them. */
public final class ProofRecords {
    private static final int ZSTD_LEVEL = 9;
    private static final String SUFFIX = ".json.asc";
    private static final Pattern NAME =
            Pattern.compile("(?:verification|restore)-[0-9]{8}T[0-9]{6}Z-([0-9a-f]{16})\\.json\\.asc");

    private final Catalog catalog;
    private final ObjectStore store;
    private final SignedDocuments documents;
    private final Clock clock;

    public ProofRecords(Catalog catalog, Clock clock) {
        this.catalog = catalog;
        this.store = catalog.store();
        this.clock = clock;
        documents = new SignedDocuments(store, catalog.trust());
    }

    /**
     * Makes sure that a key may sign proofs, before the work of proving begins.
     *
     * @throws LifeboatException KEY_WRONG if it is not one of the role prove
     */
    public void requireProver(SigningKey signing) {
        catalog.trust().requireMaySign(Set.of(Role.PROVE), signing.fingerprint(), clock.instant());
    }

    /**
     * Signs a proof and stores it, its details first.
     *
     * @param writer the program and version that writes it
     * @return where it lies
     * @throws LifeboatException KEY_WRONG if the key is not one of the role prove: nothing is written then
     */
    public ObjectKey write(Proof proof, SigningKey signing, String writer) {
        Manifest backup = proof.manifest().content();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ObjectKey key = catalog.layout().record(backup.id(), proof.kind().text(), now, AttemptId.random());
        requireProver(signing);
        ProofRecord record = new ProofRecord(
                ProofRecord.FORMAT,
                List.of(),
                backup.catalog(),
                backup.source(),
                backup.id(),
                Optional.of(backup.attempt()),
                proof.manifest().sha256(),
                proof.kind(),
                proof.depth(),
                proof.whole(),
                now,
                ProofOutcome.of(proof.totals().faults()),
                proof.totals(),
                details(proof, detailsOf(key), now),
                writer);
        SignedDocuments.createNew(store, key, record, signing, "it was left as it is");
        return key;
    }

    private static ObjectKey detailsOf(ObjectKey record) {
        String name = record.value();
        return new ObjectKey(name.substring(0, name.length() - SUFFIX.length()) + ".jsonl.zst.pgp");
    }

    private Optional<Details> details(Proof proof, ObjectKey key, Instant now) {
        if (proof.lines().isEmpty()) {
            return Optional.empty();
        }
        Trust trust = catalog.trust();
        List<EncryptionKey> readers =
                trust.recipients(now).and(trust.catalogKey(now)).keys();
        Coding coding = stored -> PublicKeyMessage.encrypting(stored, readers);
        try (ObjectWriter out = ObjectWriter.open(store, key, coding.afterZstd(ZSTD_LEVEL))) {
            for (ProofLine line : proof.lines()) {
                byte[] json = (StrictJson.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
                out.write(json, 0, json.length);
            }
            return Optional.of(new Details(key, out.finish()));
        }
    }

    /** All proofs of a backup, in the order of their keys; what somebody else put there is refused, or passed over. */
    public List<ListedDocument<ProofRecord>> of(BackupId backup) {
        return ListedDocument.below(
                store,
                catalog.layout().recordPrefix(backup),
                key -> NAME.matcher(key.name()).matches(),
                key -> read(key, backup));
    }

    private SignedDocument<ProofRecord> read(ObjectKey key, BackupId backup) {
        SignedDocument<ProofRecord> document =
                documents.read(key, ProofRecord.TYPE, new CopyRecords(catalog).times(backup));
        ProofRecord record = document.content();
        boolean detailsInPlace = record.details()
                .map(details -> details.key().equals(detailsOf(key)))
                .orElse(true);
        if (!place(record, key).equals(Optional.of(key)) || !detailsInPlace) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MISPLACED,
                    "record %s is that of a %s of backup %s at %s: it is not used"
                            .formatted(key, record.kind().text(), record.backup(), record.at()),
                    "find out who moved it");
        }
        return document;
    }

    private Optional<ObjectKey> place(ProofRecord record, ObjectKey key) {
        Matcher name = NAME.matcher(key.name());
        return name.matches()
                ? Optional.of(catalog.layout()
                        .record(record.backup(), record.kind().text(), record.at(), new AttemptId(name.group(1))))
                : Optional.empty();
    }

    /**
     * The details of a proof.
     *
     * @param keys a recipient's or the catalog key
     * @return empty if it has none
     * @throws LifeboatException KEY_WRONG if no key opens them, or whatever is wrong with them
     */
    public List<ProofLine> details(ProofRecord record, PrivateKeys keys) {
        List<ProofLine> lines = new ArrayList<>();
        record.details().ifPresent(details -> {
            String what = "details " + details.key();
            Decoding decrypting = stored -> PublicKeyMessage.decrypting(stored, keys, what);
            try (ObjectReader in = ObjectReader.open(
                    store, details.key(), details.checksums(), decrypting.thenZstd(ObjectReader.MAX_WINDOW_LOG))) {
                JsonLines.read(in, ProofLine.class, what, lines::add);
            }
        });
        return lines;
    }
}

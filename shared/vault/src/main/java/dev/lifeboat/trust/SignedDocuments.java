package dev.lifeboat.trust;

import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import dev.lifeboat.store.ObjectStatus;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.store.ObjectUpload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** The signed JSON documents of one source: manifests, attempts, records and so on. */
public final class SignedDocuments {
    private final ObjectStore store;
    private final Trust trust;

    public SignedDocuments(ObjectStore store, Trust trust) {
        this.store = store;
        this.trust = trust;
    }

    /**
     * Reads a document, if a key that may sign such a document signed it when the store received it, and if it belongs to
     * this source.
     *
     * @throws LifeboatException OBJECT_MISSING, SIGNATURE_INVALID, SIGNER_UNTRUSTED, DOCUMENT_MALFORMED, DOCUMENT_TOO_NEW or
     *     DOCUMENT_MISPLACED if not
     */
    public <T extends SourceDocument> SignedDocument<T> read(ObjectKey key, DocumentType<T> type) {
        return read(key, type, FirstStored.UNKNOWN);
    }

    /**
     * The same of a document that may be a copy. Where its signer was trusted when the first store received it, and no more
     * when this one did, it is believed, and {@link SignedDocument#storedAt} is the first store's time.
     */
    public <T extends SourceDocument> SignedDocument<T> read(ObjectKey key, DocumentType<T> type, FirstStored first) {
        StoredFile stored = StoredFile.read(store, key, type.maxBytes());
        try {
            return read(key, type, stored, stored.status().storedAt());
        } catch (LifeboatException e) {
            if (e.code() != ErrorCode.SIGNER_UNTRUSTED) {
                throw e;
            }
            Instant earlier = first.of(key, stored.sha256()).orElseThrow(() -> e);
            return read(key, type, stored, earlier);
        }
    }

    private <T extends SourceDocument> SignedDocument<T> read(
            ObjectKey key, DocumentType<T> type, StoredFile stored, Instant storedAt) {
        String what = "document " + key;
        ClearSigned.Verified verified = ClearSigned.verify(
                stored.bytes(),
                what,
                type.maxBytes(),
                signer -> Optional.of(trust.signer(type.signers(), signer, storedAt, what)));
        StrictJson.header(verified.text(), what).require(type.format(), type.features(), what);
        T content = StrictJson.read(verified.text(), type.type(), what);
        requirePlace(key, content, what);
        return new SignedDocument<>(key, content, verified.certificate(), storedAt, stored.sha256());
    }

    private void requirePlace(ObjectKey key, SourceDocument content, String what) {
        boolean own = content.catalog().equals(trust.catalog())
                && content.source().equals(trust.source())
                && key.value().startsWith(trust.source() + "/");
        if (!own) {
            throw new LifeboatException(
                    ErrorCode.DOCUMENT_MISPLACED,
                    "%s belongs to source %s of catalog %s, not to source %s of catalog %s: it is not used"
                            .formatted(what, content.source(), content.catalog(), trust.source(), trust.catalog()),
                    "find out who put it there");
        }
    }

    /** Signs a document and stores it, unless there is one of that key. */
    public static CreateOutcome create(ObjectStore store, ObjectKey key, SourceDocument document, SigningKey signer) {
        byte[] signed = ClearSigned.sign(StrictJson.indented(document), signer).getBytes(StandardCharsets.UTF_8);
        try (ObjectUpload upload = store.create(key)) {
            upload.write(signed, 0, signed.length);
            return upload.commit(StoredFile.checksums(signed));
        }
    }

    /**
     * The same for a document whose name was drawn at random, so that none can be there.
     *
     * @param consequence what follows if one is: {@code nothing was removed}
     * @throws LifeboatException OBJECT_EXISTS if one is
     */
    public static ObjectStatus createNew(
            ObjectStore store, ObjectKey key, SourceDocument document, SigningKey signer, String consequence) {
        return switch (create(store, key, document, signer)) {
            case CreateOutcome.Created created -> created.status();
            case CreateOutcome.AlreadyThere other ->
                throw new LifeboatException(
                        ErrorCode.OBJECT_EXISTS,
                        "document %s exists already, though its name was drawn at random: %s"
                                .formatted(key, consequence),
                        "repeat the command");
        };
    }
}

package dev.lifeboat.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignedDocumentsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final SourceName SHOP = new SourceName("shop");
    private static final SigningKey OWNER = Keys.signing("owner");
    private static final SigningKey BACKUP = Keys.signing("backup");
    private static final SigningKey PROVE = Keys.signing("prove");
    private static final CatalogId CATALOG = CatalogId.random();
    private static final ObjectKey KEY = new ObjectKey("shop/records/note.json.asc");
    private static final DocumentType<Note> NOTE =
            new DocumentType<>(Note.class, "lifeboat-note-1", 2000, Role.BACKUP, Role.OPERATOR);

    record Note(String format, List<String> requires, CatalogId catalog, SourceName source, String text)
            implements SourceDocument {
        static Note of(CatalogId catalog, SourceName source, String text) {
            return new Note("lifeboat-note-1", List.of(), catalog, source, text);
        }
    }

    private final FakeStore store = new FakeStore(NOW);

    @BeforeEach
    void publishTrust() {
        TrustedRecipient reader = TrustedRecipient.of(Keys.recipient("reader"), NOW);
        List<TrustedSigner> signers = List.of(
                TrustedSigner.since(NOW, Role.BACKUP, BACKUP.certificate()),
                TrustedSigner.since(NOW, Role.PROVE, PROVE.certificate()));
        TrustFile file = TrustFile.first(CATALOG, SHOP, NOW, OWNER.certificate(), signers, List.of(reader), reader);
        TrustFiles.publish(store, file, OWNER);
    }

    private SignedDocuments documents() {
        return new SignedDocuments(store, Trust.load(store, SHOP, new TrustPin(OWNER.fingerprint())));
    }

    private void create(Note note, SigningKey signer) {
        assertThat(SignedDocuments.create(store, KEY, note, signer)).isInstanceOf(CreateOutcome.Created.class);
    }

    private void assertRefused(ErrorCode code, String message) {
        assertThatThrownBy(() -> documents().read(KEY, NOTE))
                .hasMessage(message)
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(code);
    }

    @Test
    void whatARoleSignedIsRead() {
        Note note = Note.of(CATALOG, SHOP, "hello");
        create(note, BACKUP);

        SignedDocument<Note> read = documents().read(KEY, NOTE);
        assertThat(read.content()).isEqualTo(note);
        assertThat(read.signer()).isEqualTo(BACKUP.fingerprint());
        assertThat(read.storedAt()).isEqualTo(NOW);
        assertThat(read.sha256())
                .isEqualTo(StoredFile.checksums(store.bytes(KEY.value())).sha256());
    }

    @Test
    void aDocumentIsNeverReplaced() {
        create(Note.of(CATALOG, SHOP, "first"), BACKUP);

        assertThat(SignedDocuments.create(store, KEY, Note.of(CATALOG, SHOP, "second"), BACKUP))
                .isEqualTo(new CreateOutcome.AlreadyThere(KEY));
        assertThat(documents().read(KEY, NOTE).content().text()).isEqualTo("first");
    }

    @Test
    void whatAnotherRoleSignedIsRefused() {
        create(Note.of(CATALOG, SHOP, "hello"), PROVE);

        assertRefused(
                ErrorCode.SIGNER_UNTRUSTED,
                "document shop/records/note.json.asc is signed by key " + PROVE.fingerprint()
                        + ", which may sign as prove, not as backup or operator: it is not used");
    }

    @Test
    void aSignersWindowIsJudgedByTheStoresTime() {
        store.setClock(NOW.minusSeconds(1));
        create(Note.of(CATALOG, SHOP, "hello"), BACKUP);

        assertRefused(
                ErrorCode.SIGNER_UNTRUSTED,
                "document shop/records/note.json.asc is signed by key " + BACKUP.fingerprint()
                        + ", and was stored at 2026-11-22T01:59:59Z, but that key signs from 2026-11-22T02:00:00Z until"
                        + " 9999-12-31T23:59:59Z: it is not used");
    }

    @Test
    void aDocumentOfAnotherCatalogOrSourceIsRefused() {
        CatalogId other = CatalogId.random();
        create(Note.of(other, SHOP, "hello"), BACKUP);

        assertRefused(
                ErrorCode.DOCUMENT_MISPLACED,
                "document shop/records/note.json.asc belongs to source shop of catalog " + other
                        + ", not to source shop of catalog " + CATALOG + ": it is not used");
    }

    @Test
    void aDocumentOfAnotherKindIsRefusedThoughItsSignerMaySign() {
        create(new Note("lifeboat-manifest-1", List.of(), CATALOG, SHOP, "hello"), BACKUP);

        assertRefused(
                ErrorCode.DOCUMENT_MALFORMED,
                "document shop/records/note.json.asc is of the format 'lifeboat-manifest-1', not 'lifeboat-note-1': it"
                        + " cannot be used");
    }

    @Test
    void aHugeDocumentIsRefused() {
        create(Note.of(CATALOG, SHOP, "x".repeat(2000)), BACKUP);

        assertRefused(
                ErrorCode.SIGNATURE_INVALID,
                "document shop/records/note.json.asc has no valid signature (it is larger than 2000 bytes): it is not"
                        + " used");
    }

    @Test
    void aMissingDocumentIsTold() {
        assertRefused(ErrorCode.OBJECT_MISSING, "object shop/records/note.json.asc is missing");
    }
}

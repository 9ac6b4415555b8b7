package dev.lifeboat.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.ClearSigned;
import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.Forgery;
import dev.lifeboat.crypto.Gpg;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.crypto.SigningKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TrustTest {
    private static final SourceName SHOP = new SourceName("shop");
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");
    private static final String FIRST = "shop/trust/000001.json.asc";
    private static final String SECOND = "shop/trust/000002.json.asc";
    private static final SigningKey OWNER = Keys.signing("owner");
    private static final SigningKey OTHER_OWNER = Keys.signing("other owner");
    private static final SigningKey BACKUP = Keys.signing("backup");
    private static final SigningKey PROVE = Keys.signing("prove");
    private static final Certificate RECIPIENT = Keys.recipient("recipient");
    private static final Certificate CATALOG = Keys.recipient("catalog");
    private static final KeyFingerprint OWNED = OWNER.certificate().fingerprint();

    private final FakeStore store = new FakeStore(NOW);

    private static TrustFile first(CatalogId catalog, SigningKey owner, TrustedSigner... signers) {
        return TrustFile.first(
                catalog,
                SHOP,
                NOW,
                owner.certificate(),
                List.of(signers),
                List.of(TrustedRecipient.of(RECIPIENT, NOW)),
                TrustedRecipient.of(CATALOG, NOW));
    }

    private static TrustedSigner signer(Role role, SigningKey key) {
        return TrustedSigner.since(NOW, role, key.certificate());
    }

    private void publishFirst() {
        TrustFiles.publish(store, first(CatalogId.random(), OWNER, signer(Role.BACKUP, BACKUP)), OWNER);
    }

    private void publishSecond() {
        Trust trust = load();
        TrustFile file = trust.file();
        TrustFile next = trust.next(
                NOW,
                List.of(signer(Role.BACKUP, BACKUP), signer(Role.PROVE, PROVE)),
                file.recipients(),
                file.catalogKey());
        TrustFiles.publish(store, next, OWNER);
    }

    private Trust load() {
        return load(new TrustPin(OWNED));
    }

    private Trust load(TrustPin pin) {
        return Trust.load(store, SHOP, pin);
    }

    private void put(String key, TrustFile file, SigningKey signer) {
        put(key, StrictJson.indented(file), signer);
    }

    private void put(String key, String text, SigningKey signer) {
        store.put(key, ClearSigned.sign(text, signer).getBytes(StandardCharsets.UTF_8));
    }

    private static void assertFails(ThrowingCallable action, ErrorCode code, String message) {
        assertThatThrownBy(action)
                .hasMessage(message)
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(code);
    }

    @Test
    void theNewestVersionIsRead() {
        publishFirst();
        publishSecond();

        assertThat(load().version()).isEqualTo(2);
        assertThat(load().source()).isEqualTo(SHOP);
        assertThat(load().file().signers()).hasSize(2);
    }

    @Test
    void gpgVerifiesATrustFile() {
        publishFirst();
        try (Gpg gpg = new Gpg().imports(OWNER.certificate().armored())) {
            Gpg.Result result = gpg.run(store.bytes(FIRST), "--decrypt").succeeded();

            assertThat(result.status()).contains("VALIDSIG " + OWNED);
            assertThat(result.text()).startsWith("{\n  \"format\" : \"lifeboat-trust-1\",");
        }
    }

    @Test
    void aSourceThatIsNotThereIsUnknown() {
        assertFails(this::load, ErrorCode.SOURCE_UNKNOWN, "there is no source shop in memory: nothing was done");
        assertFails(
                () -> load(new TrustPin(OWNED, 2, Optional.empty())),
                ErrorCode.TRUST_MISSING,
                "source shop has no trust file in memory: nothing in it can be trusted");
    }

    @Test
    void aKeyThatMayNotSignIsToldBeforeItDoes() {
        publishFirst();
        Instant now = Instant.now();
        KeyFingerprint backup = load().file().signers().getFirst().fingerprint();

        load().requireMaySign(Set.of(Role.BACKUP), backup, now);
        assertFails(
                () -> load().requireMaySign(Set.of(Role.PROVE, Role.OPERATOR), backup, now),
                ErrorCode.KEY_WRONG,
                "signing key " + backup + " ("
                        + load().file().signers().getFirst().parsed().userId()
                        + ", which signs as backup) may not sign as prove or operator now: nobody would believe what it signs,"
                        + " so nothing was done");
    }

    @Test
    void aStoreWithoutTrustIsTold() {
        store.put("shop/manifests/2026/11/22/20261122T020000Z-full.json.asc", new byte[1]);
        assertFails(
                this::load,
                ErrorCode.TRUST_MISSING,
                "source shop has no trust file in memory: nothing in it can be trusted");
    }

    @Test
    void anOlderTrustFileThanRequiredIsRefused() {
        publishFirst();
        publishSecond();
        TrustPin pin = new TrustPin(OWNED, 2, Optional.empty());
        assertThat(load(pin).version()).isEqualTo(2);
        store.remove(SECOND);

        assertFails(
                () -> load(pin),
                ErrorCode.TRUST_OUTDATED,
                "newest trust file of source shop in memory is version 1, at least version 2 is required: this store may"
                        + " have been rolled back");
    }

    @Test
    void aMissingVersionIsTold() {
        publishFirst();
        publishSecond();
        store.remove(FIRST);

        assertFails(
                this::load,
                ErrorCode.TRUST_MISSING,
                "trust file " + FIRST + " is missing, though " + SECOND + " is there: source shop cannot be trusted");
    }

    @Test
    void whatIsNoTrustFileAmongThemIsTold() {
        publishFirst();
        store.put("shop/trust/notes.txt", new byte[1]);

        assertFails(
                this::load,
                ErrorCode.DOCUMENT_MISPLACED,
                "object shop/trust/notes.txt is no trust file, and nothing else belongs there: source shop cannot be"
                        + " trusted");
    }

    @Test
    void anotherOwnersTrustFileIsRefused() {
        put(FIRST, first(CatalogId.random(), OTHER_OWNER, signer(Role.BACKUP, BACKUP)), OTHER_OWNER);

        assertFails(
                this::load,
                ErrorCode.SIGNER_UNTRUSTED,
                "trust file " + FIRST + " is owned by key " + OTHER_OWNER.fingerprint() + ", not by the pinned owner "
                        + OWNED + ": it is not used");
    }

    @Test
    void aTrustFileThatNamesTheOwnerButIsSignedByAnotherIsRefused() {
        put(FIRST, first(CatalogId.random(), OWNER, signer(Role.BACKUP, BACKUP)), BACKUP);

        assertFails(
                this::load,
                ErrorCode.SIGNER_UNTRUSTED,
                "trust file " + FIRST + " is signed by key " + BACKUP.fingerprint()
                        + ", which is not in its certificate (owner " + OWNED + "): it is not used");
    }

    @Test
    void aChangedTrustFileIsRefused() {
        publishFirst();
        String changed = store.text(FIRST).replace("\"role\" : \"backup\"", "\"role\" : \"retain\"");
        store.put(FIRST, changed.getBytes(StandardCharsets.UTF_8));

        assertFails(
                this::load,
                ErrorCode.SIGNATURE_INVALID,
                "trust file " + FIRST + " has no valid signature (it is not what key " + OWNED
                        + " signed): it is not used");
    }

    @Test
    void anotherCatalogsTrustFileInTheChainIsRefused() {
        publishFirst();
        CatalogId foreign = CatalogId.random();
        FakeStore elsewhere = new FakeStore(NOW);
        TrustFiles.publish(elsewhere, first(foreign, OWNER, signer(Role.RETAIN, BACKUP)), OWNER);
        Trust other = Trust.load(elsewhere, SHOP, new TrustPin(OWNED));
        TrustFile file = other.file();
        CatalogId own = load().catalog();
        put(SECOND, other.next(NOW, file.signers(), file.recipients(), file.catalogKey()), OWNER);

        assertFails(
                this::load,
                ErrorCode.DOCUMENT_MISPLACED,
                "trust file " + FIRST + " belongs to catalog " + own + ", its successor to " + foreign
                        + ": this source cannot be trusted");
    }

    @Test
    void anotherCatalogPutWhollyInPlaceIsRefusedByThePinnedCatalog() {
        publishFirst();
        CatalogId foreign = load().catalog();
        CatalogId pinned = CatalogId.random();

        assertFails(
                () -> load(new TrustPin(OWNED, 1, Optional.of(pinned))),
                ErrorCode.DOCUMENT_MISPLACED,
                "trust file " + FIRST + " belongs to catalog " + foreign + ", not to " + pinned
                        + ": this source cannot be trusted");
    }

    @Test
    void aTrustFileOfAnotherSourceOrVersionIsRefused() {
        publishFirst();
        store.put("app/trust/000001.json.asc", store.bytes(FIRST));
        store.put(SECOND, store.bytes(FIRST));

        assertFails(
                () -> Trust.load(store, new SourceName("app"), new TrustPin(OWNED)),
                ErrorCode.DOCUMENT_MISPLACED,
                "trust file app/trust/000001.json.asc is version 1 of source shop: this source cannot be trusted");
        assertFails(
                this::load,
                ErrorCode.DOCUMENT_MISPLACED,
                "trust file " + SECOND + " is version 1 of source shop: this source cannot be trusted");
    }

    @Test
    void anEarlierVersionThatWasReplacedIsRefused() {
        publishFirst();
        publishSecond();
        TrustFile replaced = first(load().catalog(), OWNER, signer(Role.RETAIN, BACKUP));
        put(FIRST, replaced, OWNER);

        assertFails(
                this::load,
                ErrorCode.DOCUMENT_MISPLACED,
                "trust file " + FIRST + " is not the one that its successor names: this source cannot be trusted");
    }

    @Test
    void aLaterFormatOrFeatureIsToldRatherThanGuessed() {
        TrustFile file = first(CatalogId.random(), OWNER, signer(Role.BACKUP, BACKUP));
        String text = StrictJson.indented(file);

        put(FIRST, text.replace("lifeboat-trust-1", "lifeboat-trust-2"), OWNER);
        assertFails(
                this::load,
                ErrorCode.DOCUMENT_TOO_NEW,
                "trust file " + FIRST
                        + " is of the format 'lifeboat-trust-2', this program reads 'lifeboat-trust-1': it cannot be used");
        put(FIRST, text.replace("\"requires\" : [ ]", "\"requires\" : [ \"moon\" ]"), OWNER);
        assertFails(
                this::load,
                ErrorCode.DOCUMENT_TOO_NEW,
                "trust file " + FIRST + " requires [moon], which this program does not know: it cannot be used");
        put(FIRST, text.replace("lifeboat-trust-1", "lifeboat-manifest-1"), OWNER);
        assertFails(
                this::load,
                ErrorCode.DOCUMENT_MALFORMED,
                "trust file " + FIRST + " is of the format 'lifeboat-manifest-1', not 'lifeboat-trust-1': it cannot be"
                        + " used");
    }

    @Test
    void unknownFieldsAndWrongTypesAreRefused() {
        String text = StrictJson.indented(first(CatalogId.random(), OWNER, signer(Role.BACKUP, BACKUP)));
        for (String changed : List.of(
                text.replace("\"version\" : 1", "\"version\" : 1, \"more\" : 1"),
                text.replace("\"version\" : 1", "\"version\" : \"1\""),
                text.replace("\"version\" : 1", "\"version\" : 1, \"version\" : 1"),
                text.replace("\"version\" : 1,\n", ""),
                text.replace("\"previous\" : \"none\"", "\"previous\" : null"),
                text.replace("\"2026-11-22T02:00:00Z\"", "1794967200"),
                text.replace("\"role\" : \"backup\"", "\"role\" : \"god\""),
                text.replace("\"source\" : \"shop\"", "\"source\" : \"../shop\""))) {
            assertThat(changed).isNotEqualTo(text);
            put(FIRST, changed, OWNER);

            assertThatThrownBy(this::load)
                    .hasMessageMatching("trust file " + FIRST
                            + " is not a valid document \\(line \\d+, column \\d+\\): it cannot be" + " used")
                    .extracting(e -> ((LifeboatException) e).code())
                    .isEqualTo(ErrorCode.DOCUMENT_MALFORMED);
        }
    }

    @Test
    void aSignerIsTrustedForItsRoleWithinItsWindow() {
        publishFirst();
        publishSecond();

        assertThat(load().signer(Set.of(Role.BACKUP), BACKUP.fingerprint(), NOW, "manifest")
                        .certificate())
                .isEqualTo(BACKUP.certificate().fingerprint());
    }

    @Test
    void anUnknownSignerIsTold() {
        publishFirst();

        assertFails(
                () -> load().signer(Set.of(Role.BACKUP), PROVE.fingerprint(), NOW, "manifest m"),
                ErrorCode.SIGNER_UNTRUSTED,
                "manifest m is signed by key " + PROVE.fingerprint()
                        + ", which version 1 of the trust file does not list: it is not used");
    }

    @Test
    void aSignerOfAnotherRoleIsTold() {
        publishFirst();

        assertFails(
                () -> load().signer(Set.of(Role.OPERATOR, Role.RETAIN), BACKUP.fingerprint(), NOW, "record r"),
                ErrorCode.SIGNER_UNTRUSTED,
                "record r is signed by key " + BACKUP.fingerprint()
                        + ", which may sign as backup, not as retain or operator: it is not used");
    }

    @Test
    void aSignerOutsideItsWindowIsTold() {
        Instant until = NOW.plus(Duration.ofDays(1));
        TrustedSigner window = new TrustedSigner(
                Role.BACKUP,
                BACKUP.certificate().fingerprint(),
                BACKUP.certificate().armored(),
                NOW,
                until);
        TrustFiles.publish(store, first(CatalogId.random(), OWNER, window), OWNER);
        Trust trust = load();

        assertThat(trust.signer(Set.of(Role.BACKUP), BACKUP.fingerprint(), until.minusMillis(1), "m"))
                .isNotNull();
        for (Instant storedAt : List.of(NOW.minusMillis(1), until)) {
            assertFails(
                    () -> trust.signer(Set.of(Role.BACKUP), BACKUP.fingerprint(), storedAt, "manifest m"),
                    ErrorCode.SIGNER_UNTRUSTED,
                    "manifest m is signed by key " + BACKUP.fingerprint() + ", and was stored at " + storedAt
                            + ", but that key signs from 2026-11-22T02:00:00Z until 2026-11-23T02:00:00Z: it is not"
                            + " used");
        }
    }

    @Test
    void aRevokedSignerIsTold() {
        try (Gpg gpg = new Gpg().at("20261101T000000")) {
            KeyFingerprint key = gpg.newKey("prover", "ed25519", "sign,cert", "never");
            gpg.edit(key, "revkey", "y", "0", "", "y", "save");
            TrustedSigner revoked = TrustedSigner.since(NOW, Role.PROVE, gpg.certificate(key));
            TrustFiles.publish(store, first(CatalogId.random(), OWNER, revoked), OWNER);

            assertFails(
                    () -> load().signer(Set.of(Role.PROVE), key, NOW, "record r"),
                    ErrorCode.SIGNER_UNTRUSTED,
                    "record r is signed by key " + key + ", which is revoked: it is not used");
        }
    }

    @Test
    void aSignerThatHadExpiredIsTold() {
        Certificate ending = new KeyGeneration("prover", Keys.MADE, Optional.of(Duration.ofDays(30)))
                .signing(new char[0])
                .certificate();
        TrustFiles.publish(
                store, first(CatalogId.random(), OWNER, TrustedSigner.since(NOW, Role.PROVE, ending)), OWNER);
        KeyFingerprint key = ending.fingerprint();

        assertThat(load().signer(Set.of(Role.PROVE), key, NOW, "record r")).isNotNull();
        assertFails(
                () -> load().signer(Set.of(Role.PROVE), key, NOW.plus(Duration.ofDays(20)), "record r"),
                ErrorCode.SIGNER_UNTRUSTED,
                "record r is signed by key " + key + ", which expired on 2026-12-01T00:00:00Z: it is not used");
    }

    @Test
    void recipientsAreGivenWithWarningsForThoseThatExpireSoon() {
        KeyGeneration generation = new KeyGeneration("short", Keys.MADE, Optional.of(Duration.ofDays(70)));
        Certificate ending = generation.recipient(new char[0]).certificate();
        publishWithRecipients(TrustedRecipient.of(RECIPIENT, NOW), TrustedRecipient.of(ending, NOW));

        Recipients recipients = load().recipients(NOW);
        assertThat(recipients.keys())
                .extracting(EncryptionKey::certificate)
                .containsExactly(RECIPIENT.fingerprint(), ending.fingerprint());
        assertThat(recipients.expiring()).singleElement().satisfies(expiring -> {
            assertThat(expiring.key().certificate()).isEqualTo(ending.fingerprint());
            assertThat(expiring.expires()).isEqualTo("2027-01-10T00:00:00Z");
        });
        assertThat(load().catalogKey(NOW).expiring()).isEmpty();
        assertThat(recipients.and(load().catalogKey(NOW)).keys()).hasSize(3);
    }

    private void publishWithRecipients(TrustedRecipient... recipients) {
        TrustFile file = TrustFile.first(
                CatalogId.random(),
                SHOP,
                NOW,
                OWNER.certificate(),
                List.of(signer(Role.BACKUP, BACKUP)),
                List.of(recipients),
                TrustedRecipient.of(CATALOG, NOW));
        TrustFiles.publish(store, file, OWNER);
    }

    @Test
    void anExpiredRecipientFails() {
        KeyGeneration generation = new KeyGeneration("short", Keys.MADE, Optional.of(Duration.ofDays(30)));
        TrustedRecipient ending =
                TrustedRecipient.of(generation.recipient(new char[0]).certificate(), NOW);
        publishWithRecipients(TrustedRecipient.of(RECIPIENT, NOW), ending);
        KeyFingerprint key = ending.subkeys().getFirst();

        assertFails(
                () -> load().recipients(NOW.plus(Duration.ofDays(20))),
                ErrorCode.RECIPIENT_UNUSABLE,
                "recipient key " + key + " expired on 2026-12-01T00:00:00Z: nothing is encrypted to it");
    }

    @Test
    void onlyListedSubkeysAreEncryptedTo() {
        try (Gpg gpg = new Gpg().at("20261101T000000")) {
            KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
            KeyFingerprint listed = gpg.addSubkey(primary, "cv25519", "encrypt", "never");
            KeyFingerprint added = gpg.addSubkey(primary, "cv25519", "encrypt", "never");
            Certificate certificate = gpg.certificate(primary);
            assertThat(certificate.encryptionKeys(NOW)).containsExactly(listed, added);
            publishWithRecipients(new TrustedRecipient(primary, List.of(listed), certificate.armored()));

            assertThat(load().recipients(NOW).keys())
                    .extracting(EncryptionKey::fingerprint)
                    .containsExactly(listed);
        }
    }

    @Test
    void aListedSubkeyThatWasRevokedFails() {
        try (Gpg gpg = new Gpg().at("20261101T000000")) {
            KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
            KeyFingerprint listed = gpg.addSubkey(primary, "cv25519", "encrypt", "never");
            gpg.edit(primary, "key 1", "revkey", "y", "0", "", "y", "save");
            String certificate = gpg.certificate(primary).armored();
            publishWithRecipients(new TrustedRecipient(primary, List.of(listed), certificate));

            assertFails(
                    () -> load().recipients(NOW),
                    ErrorCode.RECIPIENT_UNUSABLE,
                    "recipient key " + listed + " is revoked: nothing is encrypted to it");
            assertFails(
                    () -> TrustedRecipient.of(gpg.certificate(primary), NOW),
                    ErrorCode.RECIPIENT_UNUSABLE,
                    "certificate " + primary + " (carol) has no key that may be encrypted to: nothing was changed");
        }
    }

    @Test
    void aListedSubkeyThatSomebodyPutIntoTheCertificateFails() {
        Certificate forged = Forgery.withSubkeyOf(RECIPIENT, CATALOG);
        KeyFingerprint added = CATALOG.encryptionKeys(NOW).getFirst();
        publishWithRecipients(new TrustedRecipient(RECIPIENT.fingerprint(), List.of(added), forged.armored()));

        assertFails(
                () -> load().recipients(NOW),
                ErrorCode.RECIPIENT_UNUSABLE,
                "recipient key " + added
                        + " is not bound to its primary key by a valid signature: nothing is encrypted to it");
    }

    @Test
    void aFingerprintBesideAnotherCertificateIsRefused() {
        assertThatThrownBy(() -> new TrustedRecipient(
                        CATALOG.fingerprint(), List.of(CATALOG.fingerprint()), RECIPIENT.armored()))
                .hasMessage("the certificate of key " + RECIPIENT.fingerprint() + " stands where that of "
                        + CATALOG.fingerprint() + " should");
    }

    @Test
    void aCertificateThatIsTooLongForATrustFileIsTold() {
        Certificate huge = new KeyGeneration("x".repeat(20_000), Keys.MADE)
                .recipient(new char[0])
                .certificate();

        assertThatThrownBy(() -> TrustedRecipient.of(huge, NOW))
                .hasMessageMatching("certificate " + huge.fingerprint()
                        + " takes \\d+ characters, a trust file holds at most 16000: nothing was changed")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_UNREADABLE);
    }

    @Test
    void versionsOnlyRiseAndEachFollowsTheNewest() {
        publishFirst();
        Trust before = load();
        TrustFile file = before.file();
        TrustFile one = before.next(NOW, file.signers(), file.recipients(), file.catalogKey());
        TrustFile other = before.next(NOW.plusSeconds(1), List.of(), file.recipients(), file.catalogKey());
        TrustFiles.publish(store, one, OWNER);

        assertFails(
                () -> TrustFiles.publish(store, other, OWNER),
                ErrorCode.OBJECT_EXISTS,
                "trust file " + SECOND + " does not follow the newest one in memory: it was not stored");
        assertThat(load().file()).isEqualTo(one);
    }

    @Test
    void onlyTheOwnerPublishes() {
        assertFails(
                () -> TrustFiles.publish(store, first(CatalogId.random(), OWNER), BACKUP),
                ErrorCode.KEY_WRONG,
                "trust file of source shop is owned by key " + OWNED + ", the private key given is that of "
                        + BACKUP.fingerprint() + ": it was not signed");
    }

    @Test
    void anOwnerCanHandOverToAnother() {
        publishFirst();
        Trust before = load();
        TrustFile file = before.next(
                NOW,
                before.file().signers(),
                before.file().recipients(),
                before.file().catalogKey());
        TrustFile handedOver = new TrustFile(
                file.format(),
                file.requires(),
                file.catalog(),
                file.source(),
                file.version(),
                file.previous(),
                file.issued(),
                OTHER_OWNER.certificate().armored(),
                file.signers(),
                file.recipients(),
                file.catalogKey());
        TrustFiles.publish(store, handedOver, OTHER_OWNER);

        assertThat(load(new TrustPin(OTHER_OWNER.fingerprint())).version()).isEqualTo(2);
        assertThatThrownBy(this::load)
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.SIGNER_UNTRUSTED);
    }
}

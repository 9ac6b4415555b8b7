package dev.lifeboat.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.openpgp.PGPException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CertificateTest {
    private static final Instant NOW = Instant.parse("2026-11-22T02:00:00Z");

    private final Gpg gpg = new Gpg().at("20261101T000000");

    @AfterEach
    void closeGpg() {
        gpg.close();
    }

    private RecipientCheck check(KeyFingerprint primary, KeyFingerprint key) {
        return gpg.certificate(primary).recipient(key, NOW);
    }

    private static RecipientCheck unusable(KeyFingerprint key, String reason) {
        return new RecipientCheck.Unusable(key, reason);
    }

    @Test
    void aSoundSubkeyIsUsable() {
        KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
        KeyFingerprint subkey = gpg.addSubkey(primary, "cv25519", "encrypt", "never");

        assertThat(check(primary, subkey)).isInstanceOf(RecipientCheck.Usable.class);
        assertThat(check(primary, subkey).orThrow().expires()).isEmpty();
        assertThat(gpg.certificate(primary).encryptionKeys(NOW)).containsExactly(subkey);
        assertThat(gpg.certificate(primary).userId()).isEqualTo("carol");
    }

    @Test
    void aKeyThatExpiresWithinSixtyDaysIsTold() {
        KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "2027-01-20");
        KeyFingerprint soon = gpg.addSubkey(primary, "cv25519", "encrypt", "never");
        KeyFingerprint late = gpg.newKey("dave", "rsa2048", "encrypt", "2027-01-22");

        assertThat(check(primary, soon))
                .isInstanceOfSatisfying(
                        RecipientCheck.ExpiringSoon.class,
                        expiring -> assertThat(expiring.expires())
                                .isBetween(
                                        Instant.parse("2027-01-20T00:00:00Z"), Instant.parse("2027-01-21T00:00:00Z")));
        assertThat(check(late, late)).isInstanceOf(RecipientCheck.Usable.class);
    }

    @Test
    void anExpiredKeyIsRefused() {
        KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
        KeyFingerprint subkey = gpg.addSubkey(primary, "cv25519", "encrypt", "2026-11-20");
        KeyFingerprint expired = gpg.newKey("dave", "ed25519", "cert", "2026-11-20");
        KeyFingerprint under = gpg.addSubkey(expired, "cv25519", "encrypt", "never");

        assertThat(check(primary, subkey)).isEqualTo(unusable(subkey, "expired on 2026-11-20T12:00:00Z"));
        assertThat(check(expired, under)).isEqualTo(unusable(under, "expired on 2026-11-20T12:00:00Z"));
        assertThatThrownBy(() -> check(primary, subkey).orThrow())
                .hasMessage("recipient key " + subkey + " expired on 2026-11-20T12:00:00Z: nothing is encrypted to it")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.RECIPIENT_UNUSABLE);
    }

    @Test
    void anExtendedKeyIsUsableAgain() {
        KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "2026-11-20");
        KeyFingerprint subkey = gpg.addSubkey(primary, "cv25519", "encrypt", "never");
        gpg.at("20261102T000000");
        gpg.run("--passphrase", "", "--quick-set-expire", primary.value(), "2028-01-01")
                .succeeded();

        assertThat(check(primary, subkey)).isInstanceOf(RecipientCheck.Usable.class);
    }

    @Test
    void aRevokedSubkeyIsRefused() {
        KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
        KeyFingerprint subkey = gpg.addSubkey(primary, "cv25519", "encrypt", "never");
        gpg.edit(primary, "key 1", "revkey", "y", "0", "", "y", "save");

        assertThat(check(primary, subkey)).isEqualTo(unusable(subkey, "is revoked"));
    }

    @Test
    void aRevokedPrimaryKeyIsRefusedWithItsSubkeys() {
        KeyFingerprint primary = gpg.newKey("carol", "ed25519", "sign,cert", "never");
        KeyFingerprint subkey = gpg.addSubkey(primary, "cv25519", "encrypt", "never");
        gpg.edit(primary, "revkey", "y", "0", "", "y", "save");

        assertThat(check(primary, subkey)).isEqualTo(unusable(subkey, "belongs to a primary key that is revoked"));
        assertThat(gpg.certificate(primary).signer(primary, NOW))
                .isEqualTo(new SignerCheck.Refused(primary, "is revoked"));
    }

    @Test
    void aKeyWhoseUserIdsAreAllRevokedIsRefused() throws PGPException {
        GeneratedKey key = new KeyGeneration("carol", NOW).signing(new char[0]);
        KeyFingerprint primary = key.certificate().fingerprint();

        assertThat(Forgery.withoutUserId(key).signer(primary, NOW))
                .isEqualTo(new SignerCheck.Refused(primary, "has no valid signature by itself"));
    }

    @Test
    void aSubkeyThatSomebodyAddedIsRefused() {
        KeyFingerprint carol = gpg.newKey("carol", "ed25519", "cert", "never");
        KeyFingerprint mallory = gpg.newKey("mallory", "ed25519", "cert", "never");
        KeyFingerprint added = gpg.addSubkey(mallory, "cv25519", "encrypt", "never");
        Certificate forged = Forgery.withSubkeyOf(gpg.certificate(carol), gpg.certificate(mallory));

        assertThat(forged.contains(added)).isTrue();
        assertThat(forged.recipient(added, NOW))
                .isEqualTo(unusable(added, "is not bound to its primary key by a valid signature"));
        assertThat(forged.encryptionKeys(NOW)).isEmpty();
    }

    @Test
    void keysForOtherUsesAreRefused() {
        KeyFingerprint primary = gpg.newKey("carol", "rsa2048", "cert,sign", "never");
        KeyFingerprint signing = gpg.addSubkey(primary, "rsa2048", "sign", "never");
        KeyFingerprint encrypting = gpg.addSubkey(primary, "rsa2048", "encrypt", "never");
        Certificate certificate = gpg.certificate(primary);

        assertThat(certificate.recipient(primary, NOW))
                .isEqualTo(unusable(primary, "is not marked as an encryption key"));
        assertThat(certificate.recipient(signing, NOW))
                .isEqualTo(unusable(signing, "is not marked as an encryption key"));
        assertThat(certificate.signer(signing, NOW)).isInstanceOf(SignerCheck.Accepted.class);
        assertThat(certificate.signer(primary, NOW)).isInstanceOf(SignerCheck.Accepted.class);
        assertThat(certificate.signer(encrypting, NOW))
                .isEqualTo(new SignerCheck.Refused(encrypting, "is not marked as a signing key"));
    }

    @Test
    void aSigningSubkeyThatDidNotConsentIsRefused() throws PGPException {
        GeneratedKey mallory = new KeyGeneration("mallory", NOW).signing(new char[0]);
        GeneratedKey victim = new KeyGeneration("victim", NOW).signing(new char[0]);
        Certificate claimed = Forgery.claim(mallory, victim.certificate());

        assertThat(claimed.signer(victim.certificate().fingerprint(), NOW))
                .isEqualTo(new SignerCheck.Refused(
                        victim.certificate().fingerprint(), "has not signed that it belongs to its primary key"));
    }

    @Test
    void aKeyThatVouchesForItselfBySha1IsRefused() {
        Gpg old = gpg.at("20261101T000001");
        String[] sha1 = {"--cert-digest-algo", "SHA1", "--passphrase", "", "--quick-generate-key"};
        String[] all = Arrays.copyOf(sha1, sha1.length + 4);
        System.arraycopy(new String[] {"old", "rsa2048", "encrypt", "never"}, 0, all, sha1.length, 4);
        String created = old.run(all)
                .succeeded()
                .status()
                .lines()
                .filter(line -> line.contains("KEY_CREATED"))
                .findFirst()
                .orElseThrow();
        KeyFingerprint key = new KeyFingerprint(created.split(" ", -1)[3]);

        assertThat(check(key, key)).isEqualTo(unusable(key, "has no valid signature by itself"));
    }

    @Test
    void keysThatAreNotThereAreRefused() {
        KeyFingerprint primary = gpg.newKey("carol", "ed25519", "cert", "never");
        KeyFingerprint other = new KeyFingerprint("A".repeat(40));

        assertThat(check(primary, other)).isEqualTo(unusable(other, "is not in its certificate"));
        assertThat(gpg.certificate(primary).contains(other)).isFalse();
    }

    @Test
    void whatIsNotOneCertificateIsTold() {
        GeneratedKey key = new KeyGeneration("carol", NOW).recipient(new char[0]);
        String armored = key.certificate().armored();
        gpg.newKey("dave", "ed25519", "cert", "never");
        gpg.newKey("erin", "ed25519", "cert", "never");

        assertUnreadable("", "it holds 0 public keys, not one");
        assertUnreadable("hello\n", "it is not an OpenPGP public key");
        assertUnreadable(armored.substring(0, 300), "it is not an OpenPGP public key");
        assertUnreadable(key.secret(), "it is not an OpenPGP public key");
        assertUnreadable(gpg.run("--armor", "--export").text(), "it holds 2 public keys, not one");
    }

    private static void assertUnreadable(String text, String why) {
        assertThatThrownBy(() -> Certificate.parse(text, "certificate carol.asc"))
                .hasMessage("certificate carol.asc cannot be read (" + why + "): its key cannot be used")
                .extracting(e -> ((LifeboatException) e).code())
                .isEqualTo(ErrorCode.KEY_UNREADABLE);
    }

    @Test
    void readsWhatItWrites() {
        GeneratedKey key = new KeyGeneration("carol", NOW).recipient(new char[0]);
        Certificate again = Certificate.parse(key.certificate().armored(), "carol");

        assertThat(again.armored()).isEqualTo(key.certificate().armored());
        assertThat(again.fingerprint()).isEqualTo(key.certificate().fingerprint());
    }
}

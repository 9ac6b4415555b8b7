package dev.lifeboat.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.MemoryStore;
import dev.lifeboat.trust.Role;
import dev.lifeboat.verify.MadeUpShop;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BackupAttemptTest {
    private final MemoryStore store = new MemoryStore();
    private final MadeUpShop shop = new MadeUpShop(store);
    private final long before = count();

    private long count() {
        try (var objects = store.list("")) {
            return objects.count();
        }
    }

    private BackupAttempt begin(int recipients) {
        Catalog catalog = shop.catalog();
        Certificate certificate = MadeUpShop.recipientCertificate();
        EncryptionKey key = certificate
                .recipient(certificate.encryptionKeys(Instant.now()).getFirst(), Instant.now())
                .orThrow();
        BackupKeys keys = new BackupKeys(Collections.nCopies(recipients, key), List.of(key), shop.signer(Role.BACKUP));
        return BackupAttempt.begin(
                catalog, catalog.plan(MadeUpShop.MONDAY, List.of(Tier.MANUAL), "test"), keys, Clock.systemUTC());
    }

    @Test
    void recipientsThatNoManifestCanHoldAreRefusedBeforeAnyWork() {
        assertThatExceptionOfType(LifeboatException.class)
                .isThrownBy(() -> begin(100))
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.RECIPIENT_UNUSABLE))
                .withMessageMatching(
                        "a secret encrypted to 101 keys takes [0-9]+ characters, a manifest holds one of at most 100 keys and 14000 characters: no backup was made");
        assertThat(count()).isEqualTo(before);
    }

    @Test
    void asManyRecipientsAsAManifestHoldsAreTaken() {
        try (BackupAttempt attempt = begin(90)) {
            assertThat(attempt.id()).isNotNull();
        }
        assertThat(count()).isEqualTo(before + 1);
    }
}

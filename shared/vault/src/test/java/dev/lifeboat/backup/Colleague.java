package dev.lifeboat.backup;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.EncryptionKey;
import dev.lifeboat.crypto.GeneratedKey;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Somebody who becomes a recipient after backups were made. */
record Colleague(GeneratedKey key) {
    private static final char[] NONE = {};

    static Colleague named(String name) {
        return new Colleague(new KeyGeneration(name, made()).recipient(NONE));
    }

    /** One whose key expires so long after now. */
    static Colleague expiringAfter(Duration term) {
        return new Colleague(new KeyGeneration("passing", made(), Optional.of(term.plusMinutes(1))).recipient(NONE));
    }

    private static Instant made() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);
    }

    Certificate certificate() {
        return key.certificate();
    }

    PrivateKeys keys() {
        return PrivateKeyFile.parse(key.secret(), "colleague").unlock(NONE);
    }

    /** The key that is encrypted to. */
    KeyFingerprint encryption() {
        return certificate().encryptionKeys(Instant.now()).getFirst();
    }

    /** What a writer of secrets makes of it. */
    Readers reader() {
        EncryptionKey encryption =
                certificate().recipient(encryption(), Instant.now()).orThrow();
        return new Readers(List.of(encryption), List.of());
    }
}

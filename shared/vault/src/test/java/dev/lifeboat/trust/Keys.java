package dev.lifeboat.trust;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.GeneratedKey;
import dev.lifeboat.crypto.KeyGeneration;
import dev.lifeboat.crypto.PrivateKeyFile;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.crypto.SigningKey;
import java.time.Instant;

/** Keys for tests. */
final class Keys {
    static final Instant MADE = Instant.parse("2026-11-01T00:00:00Z");

    private Keys() {}

    static SigningKey signing(String name) {
        return privateKeys(new KeyGeneration(name, MADE).signing(new char[0])).signingKey(MADE);
    }

    static Certificate recipient(String name) {
        return new KeyGeneration(name, MADE).recipient(new char[0]).certificate();
    }

    private static PrivateKeys privateKeys(GeneratedKey key) {
        return PrivateKeyFile.parse(key.secret(), "key").unlock(new char[0]);
    }
}

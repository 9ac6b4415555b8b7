package dev.lifeboat.replication;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyGeneration;
import java.time.Instant;

/** Recipients who come later. */
final class Colleagues {
    private Colleagues() {}

    static Certificate certificate(String name) {
        return new KeyGeneration(name, Instant.now().minusSeconds(60))
                .recipient(new char[0])
                .certificate();
    }
}

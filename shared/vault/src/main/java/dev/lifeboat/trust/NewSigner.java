package dev.lifeboat.trust;

import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.GeneratedKey;
import dev.lifeboat.crypto.KeyGeneration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * A new signing key for a service, without a passphrase.
 *
 * @param files the key, to be saved before anybody trusts it
 */
public record NewSigner(Certificate certificate, List<KeyFile> files) {
    private static final char[] UNPROTECTED = {};

    public NewSigner {
        files = List.copyOf(files);
    }

    /**
     * Makes one.
     *
     * @param now rounded down to whole seconds: the key is made as of then
     */
    public static NewSigner generate(SourceName source, Role role, Instant now) {
        GeneratedKey key = new KeyGeneration(
                        "Lifeboat %s %s".formatted(source, role.text()), now.truncatedTo(ChronoUnit.SECONDS))
                .signing(UNPROTECTED);
        return new NewSigner(key.certificate(), KeyFile.both(role.text(), key));
    }
}

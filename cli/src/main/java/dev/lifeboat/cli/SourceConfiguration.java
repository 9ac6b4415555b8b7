package dev.lifeboat.cli;

import dev.lifeboat.crypto.Certificate;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.trust.KeyFile;
import dev.lifeboat.trust.TrustFile;
import java.nio.file.Path;

/** The configuration file that comes with a new source: all that backups and restores need to be told, and no secret. */
final class SourceConfiguration {
    /** The file's name. */
    static final String NAME = "lifeboat.conf";

    private SourceConfiguration() {}

    /**
     * Writes it.
     *
     * @param store the lines that name the store, each with its end
     */
    static KeyFile of(TrustFile trust, String store, Path keys) {
        return new KeyFile(
                NAME,
                """
                # Source %s of Lifeboat. Nothing in here is secret: copy it to /etc/lifeboat/lifeboat.conf or to
                # ~/.config/lifeboat/lifeboat.conf, or name it with --config.
                %ssource = %s
                owner = %s
                catalog = %s
                backup.signing-key = %s
                run.signing-key = %s
                """.formatted(
                                trust.source(),
                                store,
                                trust.source(),
                                owner(trust),
                                trust.catalog(),
                                keys.resolve("backup.secret.asc"),
                                keys.resolve("backup.secret.asc")),
                false);
    }

    /** Whose word counts about the source. */
    static KeyFingerprint owner(TrustFile trust) {
        return Certificate.parse(trust.owner(), "certificate of the owner").fingerprint();
    }
}

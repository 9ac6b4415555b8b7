package dev.lifeboat.lambda;

import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.crypto.KeyFingerprint;
import dev.lifeboat.store.ObjectStore;
import dev.lifeboat.trust.Trust;
import dev.lifeboat.trust.TrustPin;

/** Which source a function is about, and whose word counts about it. */
public record ProtectedSource(SourceName name, TrustPin pin) {
    private static final int LARGEST_VERSION = 999_999;

    /**
     * Reads LIFEBOAT_SOURCE, LIFEBOAT_OWNER, and where they are set LIFEBOAT_CATALOG and LIFEBOAT_TRUST_VERSION.
     *
     * @throws dev.lifeboat.error.LifeboatException CONFIGURATION_INVALID if one is missing or wrong
     */
    public static ProtectedSource of(Environment environment) {
        return new ProtectedSource(
                environment.require("LIFEBOAT_SOURCE", SourceName::new),
                new TrustPin(
                        environment.require("LIFEBOAT_OWNER", KeyFingerprint::parse),
                        environment.number("LIFEBOAT_TRUST_VERSION", 1, LARGEST_VERSION, 1),
                        environment.find("LIFEBOAT_CATALOG", CatalogId::new)));
    }

    /**
     * Opens its catalog in a store, by the trust file that is there now.
     *
     * @throws dev.lifeboat.error.LifeboatException as {@link Trust#load}
     */
    public Catalog catalog(ObjectStore store) {
        return new Catalog(store, Trust.load(store, name, pin));
    }
}

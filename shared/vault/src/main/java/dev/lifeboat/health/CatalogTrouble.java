package dev.lifeboat.health;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;

/** That a catalog cannot be read, which is a failure of its own: nobody knows then how the backups are. */
public final class CatalogTrouble {
    private static final String EXPECTED = "a store that answers, and a trust file in it that is believed";

    private CatalogTrouble() {}

    /**
     * It cannot be read.
     *
     * @param store where it lies
     */
    public static Finding of(String store, LifeboatException why) {
        return new Finding(
                Check.CATALOG,
                "",
                State.UNKNOWN,
                "%s: %s".formatted(why.code().id(), why.getMessage()),
                EXPECTED,
                "how the backups are cannot be known, and none of them can be restored from there",
                "lifeboat list --store " + store);
    }

    /** It can be read. */
    public static Finding none() {
        return new Finding(Check.CATALOG, "", State.WELL, "it can be read", EXPECTED, "", "");
    }
}

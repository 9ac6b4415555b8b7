package dev.lifeboat.health;

import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;

/** That the manifest of a backup is not believed, for whoever was to copy it. */
public final class RefusedManifest {
    private static final String EXPECTED = "one that was signed by who may sign backups";

    private RefusedManifest() {}

    /**
     * It is not.
     *
     * @param backup its identifier
     * @param store where it lies
     */
    public static Finding of(String backup, String store, LifeboatException why) {
        return new Finding(
                Check.MANIFESTS,
                backup,
                State.FAILED,
                "%s: %s".formatted(why.code().id(), why.getMessage()),
                EXPECTED,
                "that backup is not copied; somebody writes to the store who should not, or a trust file is missing there",
                "lifeboat list --store " + store);
    }

    /** It is. */
    public static Finding none(String backup) {
        return new Finding(Check.MANIFESTS, backup, State.WELL, "it is believed", EXPECTED, "", "");
    }
}

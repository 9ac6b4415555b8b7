package dev.lifeboat.verify;

import dev.lifeboat.backup.BackupSecrets;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.progress.Progress;
import dev.lifeboat.trust.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Finds whether a backup is still what was stored. It goes on after the first damage, and writes nothing. */
public final class VerifyBackup {
    private final Catalog catalog;
    private final int jobs;

    /**
     * Verifies backups of that catalog.
     *
     * @param jobs how many objects are looked at once, 1 or more
     */
    public VerifyBackup(Catalog catalog, int jobs) {
        this.catalog = catalog;
        this.jobs = jobs;
    }

    /**
     * Verifies one backup.
     *
     * @param backup its manifest, whose signature and trust the catalog has verified
     * @param keys a recipient's for the depth of content; at other depths a recipient's or the catalog key, so that the
     *     tables which a damage touches can be named
     * @throws LifeboatException KEY_MISSING or KEY_WRONG if the keys are not those, or what kept it from looking;
     *     damage that it sees is not thrown, but reported
     */
    public VerificationReport run(
            SignedDocument<Manifest> backup, Depth depth, Optional<PrivateKeys> keys, Progress progress) {
        Manifest manifest = backup.content();
        if (depth == Depth.CONTENT && keys.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.KEY_MISSING,
                    ("no private key was given, and only a recipient's shows the content of backup %s:"
                                    + " it was not verified")
                            .formatted(manifest.id()),
                    "give a recipient's private key with --key, or verify no deeper than --depth checksums");
        }
        Instant started = Instant.now();
        long clock = System.nanoTime();
        Findings findings = new Findings();
        try (Progress.Step step = progress.start(what(depth), bytes(manifest, depth))) {
            CountedStore store = new CountedStore(catalog.store(), step);
            Optional<BackupSecrets> secrets = keys.map(given -> catalog.secrets(backup, given));
            Verification.Totals totals = new Verification(store, manifest, depth, secrets, findings, step).run(jobs);
            return new VerificationReport(
                    manifest.id(),
                    backup.sha256(),
                    depth,
                    totals.objects(),
                    store.bytes(),
                    totals.rows(),
                    totals.tables(),
                    findings.kept(),
                    findings.count(),
                    started,
                    Duration.ofNanos(System.nanoTime() - clock));
        }
    }

    private static String what(Depth depth) {
        return switch (depth) {
            case PRESENCE -> "looking for objects";
            case CHECKSUMS -> "verifying checksums";
            case CONTENT -> "verifying content";
        };
    }

    private static long bytes(Manifest manifest, Depth depth) {
        return depth == Depth.PRESENCE
                ? 0
                : manifest.totals().storedBytes()
                        + manifest.objects().bytes()
                        + manifest.index().bytes();
    }
}

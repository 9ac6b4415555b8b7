package dev.lifeboat.cli;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.cli.present.Durations;
import dev.lifeboat.cli.present.Facts;
import dev.lifeboat.cli.present.Sizes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a manifest tells of its backup to those who hold no key.
 *
 * @param snapshot the instant whose rows it holds
 * @param storedBytes what its objects take in the store
 * @param plainBytes what they hold before compression and encryption
 * @param omissions how many things were left out because an option asked for it
 * @param writer the program that made it
 */
record BackupSummary(
        BackupId id,
        BackupKind kind,
        List<Tier> tiers,
        Instant snapshot,
        Instant started,
        Instant finished,
        long tables,
        long rows,
        long objects,
        long storedBytes,
        long plainBytes,
        int omissions,
        String writer) {
    static BackupSummary of(Manifest manifest) {
        Manifest.Totals totals = manifest.totals();
        return new BackupSummary(
                manifest.id(),
                manifest.kind(),
                manifest.tiers(),
                manifest.snapshot(),
                manifest.started(),
                manifest.finished(),
                totals.tables(),
                totals.rows(),
                totals.objects(),
                totals.storedBytes(),
                totals.plainBytes(),
                manifest.omissions(),
                manifest.writer());
    }

    String tierNames() {
        return tiers.stream().map(tier -> tier.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
    }

    /** How much is left out, or {@code nothing}. */
    String omissionText() {
        return omissions == 0 ? "nothing" : Sizes.count(omissions, "thing");
    }

    Facts facts() {
        return new Facts()
                .add("rows as of", snapshot)
                .add("tables", Sizes.count(tables))
                .add("rows", Sizes.count(rows))
                .add(
                        "stored",
                        "%s in %s, of %s"
                                .formatted(
                                        Sizes.bytes(storedBytes),
                                        Sizes.count(objects, "object"),
                                        Sizes.bytes(plainBytes)))
                .add("left out", omissions == 0 ? "nothing" : omissionText() + "; lifeboat show names it")
                .add("took", Durations.text(Duration.between(started, finished)));
    }
}

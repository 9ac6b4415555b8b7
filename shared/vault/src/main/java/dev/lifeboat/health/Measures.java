package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.trust.SignedDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a catalog says of its backups in numbers, for curves and not for judgement.
 *
 * @param newest of each kind of which there is a backup that can be believed
 * @param copyLag how long ago the oldest backup was scheduled that has no copy off-site, zero if each has; empty if nobody asked or
 *     nobody can say
 */
public record Measures(List<Newest> newest, Optional<Duration> copyLag) {
    /**
     * The newest backup of a kind.
     *
     * @param age since it was made
     * @param took from its start to its end
     */
    public record Newest(BackupKind kind, Duration age, Duration took, long storedBytes) {
        private static Newest of(SignedDocument<Manifest> backup, Instant now) {
            Manifest manifest = backup.content();
            Duration age = Duration.between(FreshnessCheck.made(backup), now);
            return new Newest(
                    manifest.kind(),
                    age.isNegative() ? Duration.ZERO : age,
                    Duration.between(manifest.started(), manifest.finished()),
                    manifest.totals().storedBytes());
        }
    }

    public Measures {
        newest = List.copyOf(newest);
    }

    /** Reads the newest manifests, and takes from a report what it says of copies. */
    public static Measures of(Catalog catalog, HealthReport report) {
        RecentBackups backups = new RecentBackups(catalog);
        return new Measures(
                Arrays.stream(BackupKind.values())
                        .flatMap(kind -> backups.newest(id -> id.kind() == kind, manifest -> true, 1).stream())
                        .map(backup -> Newest.of(backup, report.at()))
                        .toList(),
                report.copies().flatMap(copies -> lag(copies, report.at())));
    }

    private static Optional<Duration> lag(Copies copies, Instant now) {
        return switch (copies) {
            case Copies.Complete complete -> Optional.of(since(complete.waiting(), now));
            case Copies.Lagging lagging -> Optional.of(since(lagging.missing(), now));
            case Copies.Unknown unknown -> Optional.empty();
        };
    }

    private static Duration since(List<BackupId> without, Instant now) {
        return Stream.concat(without.stream().map(BackupId::scheduled), Stream.of(now))
                .min(Instant::compareTo)
                .map(oldest -> Duration.between(oldest, now))
                .orElse(Duration.ZERO);
    }
}

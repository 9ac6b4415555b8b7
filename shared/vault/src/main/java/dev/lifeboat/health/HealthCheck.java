package dev.lifeboat.health;

import dev.lifeboat.backup.AttemptName;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.BackupReference;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Condemnations;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.store.ObjectKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks how the backups of a source are. It lists prefixes, and reads the newest manifests and records: that is cheap however
 * many backups there are, and finds nothing that only reading objects would.
 */
public final class HealthCheck {
    private final Catalog catalog;
    private final Expectations expected;
    private final Clock clock;

    public HealthCheck(Catalog catalog, Expectations expected, Clock clock) {
        this.catalog = catalog;
        this.expected = expected;
        this.clock = clock;
    }

    /**
     * Looks.
     *
     * @param keys a recipient's or the catalog key: with it, sizes are compared by table
     * @param offsite where the copies should be
     * @throws dev.lifeboat.error.LifeboatException why the catalog cannot be read, which is a failure as well
     */
    public HealthReport run(Optional<PrivateKeys> keys, Optional<OffsiteCopies> offsite) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        RecentBackups backups = new RecentBackups(catalog);
        List<Freshness> freshness = expected.ages().stream()
                .map(limit -> FreshnessCheck.of(limit, backups, now))
                .toList();
        SizeCheck sizes = new SizeCheck(catalog, expected, keys);
        return new HealthReport(
                catalog.trust().source(),
                now,
                expected,
                freshness,
                Arrays.stream(BackupKind.values())
                        .flatMap(kind -> sizes.of(kind, backups).stream())
                        .toList(),
                offsite.map(copies -> copies.look(catalog, backups.ids(), expected.copyLag(), now)),
                new LastProof(catalog, clock).find(now),
                backups.refused(),
                vanished(backups),
                covered(backups),
                List.of());
    }

    private List<String> vanished(RecentBackups backups) {
        Set<BackupId> there = Set.copyOf(backups.ids());
        List<BackupId> gone = backups.newest().stream()
                .flatMap(newest -> newest.content().previous().stream())
                .map(BackupReference::id)
                .filter(id -> !there.contains(id))
                .toList();
        if (gone.isEmpty()) {
            return List.of();
        }
        Set<BackupId> condemned =
                new Condemnations(catalog).names().stream().map(AttemptName::id).collect(Collectors.toSet());
        return gone.stream()
                .filter(id -> !condemned.contains(id))
                .map(BackupId::toString)
                .toList();
    }

    private List<ObjectKey> covered(RecentBackups backups) {
        List<ObjectKey> covered = new ArrayList<>(catalog.covered());
        backups.newest()
                .ifPresent(newest -> catalog.covered(newest.content()).stream()
                        .filter(key -> !covered.contains(key))
                        .forEach(covered::add));
        return covered;
    }
}

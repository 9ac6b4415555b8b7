package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * Looks at older backups for what {@link HealthCheck} sees of the newest ones alone: a manifest that is not believed, and what
 * lies over an object. Each backup has an hour of the day, by its name: so an hourly check stays cheap, and comes to all of
 * them within a day.
 */
public final class OlderBackups {
    private static final long HOURS = 24;

    private final Catalog catalog;

    public OlderBackups(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Looks at those whose hour it is.
     *
     * @param report what was found before, and is not said again
     * @throws LifeboatException why the catalog cannot be read
     */
    public List<Finding> look(HealthReport report) {
        List<BackupId> ids = catalog.ids();
        List<String> refused =
                report.refused().stream().map(Listed.Refused::name).toList();
        return ids.stream()
                .limit(Math.max(ids.size() - 1, 0))
                .filter(id -> isItsHour(id, report.at()) && !refused.contains(id.toString()))
                .flatMap(this::look)
                .toList();
    }

    /** Whether that backup is looked at in the hour of that instant. */
    public static boolean isItsHour(BackupId id, Instant now) {
        long hour = ChronoUnit.HOURS.between(Instant.EPOCH, now);
        return Math.floorMod(id.toString().hashCode(), HOURS) == hour % HOURS;
    }

    private Stream<Finding> look(BackupId id) {
        String name = id.toString();
        try {
            return Stream.of(
                    Findings.manifests(name, List.of()),
                    Findings.covered(
                            name, name, catalog.covered(catalog.read(id).content())));
        } catch (LifeboatException e) {
            if (!e.code().isDisbelief()) {
                throw e;
            }
            return Stream.of(Findings.manifests(name, List.of(name + " is not believed")));
        }
    }
}

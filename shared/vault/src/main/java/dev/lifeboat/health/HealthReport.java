package dev.lifeboat.health;

import dev.lifeboat.backup.Catalog.Listed;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.store.ObjectKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the backups of a source are.
 *
 * @param at by this machine's clock
 * @param sizes of each kind of which there is a backup
 * @param copies empty if nobody asked for an off-site store
 * @param refused what lies among the newest manifests and must not be believed
 * @param vanished backups that the newest one names, and that are gone without having been removed by retention
 * @param covered objects over which somebody put something
 * @param older what was found of backups that are not the newest, if that was looked at
 */
public record HealthReport(
        SourceName source,
        Instant at,
        Expectations expected,
        List<Freshness> freshness,
        List<Sizes> sizes,
        Optional<Copies> copies,
        Optional<Proven> proven,
        List<Listed.Refused> refused,
        List<String> vanished,
        List<ObjectKey> covered,
        List<Finding> older) {
    public HealthReport {
        freshness = List.copyOf(freshness);
        sizes = List.copyOf(sizes);
        refused = List.copyOf(refused);
        vanished = List.copyOf(vanished);
        covered = List.copyOf(covered);
        older = List.copyOf(older);
    }

    /** This, and what was found of older backups. */
    public HealthReport and(List<Finding> ofOlder) {
        return new HealthReport(
                source, at, expected, freshness, sizes, copies, proven, refused, vanished, covered, ofOlder);
    }

    /** The same for people, one of each check, and then older backups. */
    public List<Finding> findings() {
        return Stream.concat(new Findings(this).all().stream(), older.stream()).toList();
    }

    /** Why this is not well. */
    public Optional<LifeboatException> failure() {
        List<Finding> failed = findings().stream()
                .filter(finding -> finding.state().isFailure())
                .toList();
        return failed.stream()
                .findFirst()
                .map(first -> new LifeboatException(
                        ErrorCode.NOT_HEALTHY,
                        "%s of source %s: %s, expected %s: %s%s"
                                .formatted(
                                        first.name(),
                                        source,
                                        first.seen(),
                                        first.expected(),
                                        first.means(),
                                        failed.size() == 1 ? "" : " (and %d more)".formatted(failed.size() - 1)),
                        "run: " + first.command()));
    }
}

package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Anomaly.What;
import dev.lifeboat.health.Sizes.TooLittleHistory;
import dev.lifeboat.health.Sizes.Unusual;
import dev.lifeboat.health.Sizes.Usual;
import dev.lifeboat.trust.SignedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Compares a backup with the median of those of its kind before it: twice as much, or half, is unusual. A backup that
 * ran well of a database that somebody emptied shows by that alone.
 */
public final class SizeCheck {
    private final Catalog catalog;
    private final Expectations expected;
    private final Optional<PrivateKeys> keys;

    /** @param keys a recipient's or the catalog key: with it, tables are compared one by one */
    public SizeCheck(Catalog catalog, Expectations expected, Optional<PrivateKeys> keys) {
        this.catalog = catalog;
        this.expected = expected;
        this.keys = keys;
    }

    /** Compares the newest of a kind; empty if there is none. */
    Optional<Sizes> of(BackupKind kind, RecentBackups backups) {
        List<SignedDocument<Manifest>> found =
                backups.newest(id -> id.kind() == kind, manifest -> true, expected.compared() + 1);
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(judge(found.getFirst(), found.subList(1, found.size())));
    }

    /**
     * Compares a backup with those of its kind before it, whatever came after it.
     *
     * @throws LifeboatException BACKUP_UNKNOWN if there is none, or why its manifest must not be believed
     */
    public Sizes of(BackupId id) {
        return judge(
                catalog.read(id),
                new RecentBackups(catalog)
                        .newest(
                                other -> other.kind() == id.kind() && other.compareTo(id) < 0,
                                manifest -> true,
                                expected.compared()));
    }

    private Sizes judge(SignedDocument<Manifest> newest, List<SignedDocument<Manifest>> before) {
        try {
            return compare(newest, before);
        } catch (LifeboatException e) {
            if (e.code().category() != Category.INTEGRITY) {
                throw e;
            }
            return new Sizes.Unknown(newest.content().id(), String.valueOf(e.getMessage()));
        }
    }

    private Sizes compare(SignedDocument<Manifest> newest, List<SignedDocument<Manifest>> before) {
        List<Anomaly> anomalies = new ArrayList<>();
        Manifest.Totals totals = newest.content().totals();
        if (totals.storedBytes() < expected.leastStoredBytes()) {
            anomalies.add(new Anomaly(What.MINIMUM, "", totals.storedBytes(), expected.leastStoredBytes()));
        }
        int tables = 0;
        boolean enough = before.size() >= expected.leastCompared();
        if (enough) {
            total(What.STORED, newest, before, Manifest.Totals::storedBytes).ifPresent(anomalies::add);
            total(What.PLAIN, newest, before, Manifest.Totals::plainBytes).ifPresent(anomalies::add);
            total(What.ROWS, newest, before, Manifest.Totals::rows).ifPresent(anomalies::add);
            if (keys.isPresent()) {
                TableSizes.Compared compared = new TableSizes(catalog, keys.get()).compare(newest, before);
                anomalies.addAll(compared.anomalies());
                tables = compared.tables();
            }
        }
        if (!anomalies.isEmpty()) {
            return new Unusual(newest.content().id(), before.size(), anomalies);
        }
        return enough
                ? new Usual(newest.content().id(), before.size(), tables)
                : new TooLittleHistory(
                        newest.content().id(), newest.content().kind(), before.size(), expected.leastCompared());
    }

    private static Optional<Anomaly> total(
            What what,
            SignedDocument<Manifest> newest,
            List<SignedDocument<Manifest>> before,
            ToLongFunction<Manifest.Totals> amount) {
        long seen = amount.applyAsLong(newest.content().totals());
        Median usual = Median.of(before.stream()
                .map(backup -> amount.applyAsLong(backup.content().totals()))
                .toList());
        return usual.isFarFrom(seen) ? Optional.of(new Anomaly(what, "", seen, usual.amount())) : Optional.empty();
    }
}

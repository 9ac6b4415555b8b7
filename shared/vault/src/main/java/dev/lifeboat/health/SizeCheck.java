package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Anomaly.What;
import dev.lifeboat.health.Sizes.TooLittleHistory;
import dev.lifeboat.health.Sizes.Unusual;
import dev.lifeboat.health.Sizes.Usual;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.trust.SignedDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Compares a backup with the median of those of its kind before it: twice as much, or half, is unusual. A backup that
 * ran well of a database that somebody emptied shows by that alone.
 */
public final class SizeCheck {
    private static final int FACTOR = 2;

    /** What a table has to have had for a change of its rows by half to say anything. */
    private static final long LEAST_ROWS = 100;

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
            tables = keys.map(given -> tables(newest, before, given, anomalies)).orElse(0);
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
        long usual = median(before.stream()
                .map(backup -> amount.applyAsLong(backup.content().totals()))
                .toList());
        return isUnusual(seen, usual) ? Optional.of(new Anomaly(what, "", seen, usual)) : Optional.empty();
    }

    private static boolean isUnusual(long seen, long usual) {
        return seen > usual * FACTOR || seen * FACTOR < usual;
    }

    /** Of an even number, the lower of the two in the middle. */
    static long median(List<Long> amounts) {
        List<Long> sorted = amounts.stream().sorted().toList();
        return sorted.get((sorted.size() - 1) / 2);
    }

    private int tables(
            SignedDocument<Manifest> newest,
            List<SignedDocument<Manifest>> before,
            PrivateKeys given,
            List<Anomaly> anomalies) {
        Map<String, Long> seen = rows(newest, given);
        List<Map<String, Long>> earlier = before.stream()
                .flatMap(backup -> rowsIfOpened(backup, given).stream())
                .toList();
        if (earlier.isEmpty()) {
            return 0;
        }
        earlier.getFirst().forEach((table, rows) -> {
            List<Long> history = earlier.stream()
                    .filter(one -> one.containsKey(table))
                    .map(one -> one.get(table))
                    .toList();
            table(table, Optional.ofNullable(seen.get(table)), median(history)).ifPresent(anomalies::add);
        });
        return seen.size();
    }

    private static Optional<Anomaly> table(String name, Optional<Long> rows, long usual) {
        if (rows.isEmpty()) {
            return Optional.of(new Anomaly(What.GONE, name, 0, usual));
        }
        long seen = rows.get();
        if (seen == 0 && usual > 0) {
            return Optional.of(new Anomaly(What.EMPTIED, name, 0, usual));
        }
        if (usual >= LEAST_ROWS && isUnusual(seen, usual)) {
            return Optional.of(new Anomaly(seen < usual ? What.SHRUNK : What.GROWN, name, seen, usual));
        }
        return Optional.empty();
    }

    /** Whoever got their key after a backup was made cannot open it, which is no failure of the newest. */
    private Optional<Map<String, Long>> rowsIfOpened(SignedDocument<Manifest> backup, PrivateKeys given) {
        try {
            return Optional.of(rows(backup, given));
        } catch (LifeboatException e) {
            if (e.code() == ErrorCode.KEY_WRONG) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, Long> rows(SignedDocument<Manifest> backup, PrivateKeys given) {
        Map<String, Long> rows = new TreeMap<>();
        for (TableEntry table : BackupIndex.read(catalog.store(), catalog.secrets(backup, given))
                .tables()) {
            rows.put("%s.%s".formatted(table.schema(), table.name()), table.rows());
        }
        return rows;
    }
}

package dev.lifeboat.health;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.backup.Catalog;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.crypto.PrivateKeys;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.trust.SignedDocument;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Compares the tables of a backup, one by one, with those of the backups before it. How many bytes a table takes in the store is
 * nowhere to be read, for small ones share objects.
 */
final class TableSizes {
    private final Catalog catalog;
    private final PrivateKeys keys;

    /** @param keys a recipient's or the catalog key */
    TableSizes(Catalog catalog, PrivateKeys keys) {
        this.catalog = catalog;
        this.keys = keys;
    }

    /**
     * What a comparison came to.
     *
     * @param tables how many the backup has; 0 if none of those before it could be opened
     * @param anomalies at most one for each table
     */
    record Compared(int tables, List<Anomaly> anomalies) {}

    /** @throws LifeboatException if an index cannot be read */
    Compared compare(SignedDocument<Manifest> newest, List<SignedDocument<Manifest>> before) {
        Map<String, TableSize> seen = read(newest);
        List<Map<String, TableSize>> earlier =
                before.stream().flatMap(this::readIfOpened).toList();
        if (earlier.isEmpty()) {
            return new Compared(0, List.of());
        }
        List<Anomaly> anomalies = earlier.stream()
                .flatMap(tables -> tables.keySet().stream())
                .distinct()
                .sorted()
                .flatMap(table -> judge(table, Optional.ofNullable(seen.get(table)), earlier).stream())
                .toList();
        return new Compared(seen.size(), anomalies);
    }

    /** A table that most of them have is missed, however many of the latest have lost it. */
    private static Optional<Anomaly> judge(
            String table, Optional<TableSize> seen, List<Map<String, TableSize>> earlier) {
        List<TableSize> history = earlier.stream()
                .flatMap(tables -> Optional.ofNullable(tables.get(table)).stream())
                .toList();
        TableSize usual = TableSize.median(history);
        if (seen.isPresent()) {
            return seen.get().judge(table, usual);
        }
        boolean missed = history.size() * 2 > earlier.size();
        return missed ? Optional.of(new Anomaly(Anomaly.What.GONE, table, 0, usual.rows())) : Optional.empty();
    }

    /** Whoever got their key after a backup was made cannot open it, which is no failure of the newest. */
    private Stream<Map<String, TableSize>> readIfOpened(SignedDocument<Manifest> backup) {
        try {
            return Stream.of(read(backup));
        } catch (LifeboatException e) {
            if (e.code() == ErrorCode.KEY_WRONG) {
                return Stream.empty();
            }
            throw e;
        }
    }

    private Map<String, TableSize> read(SignedDocument<Manifest> backup) {
        Map<String, TableSize> tables = new TreeMap<>();
        for (TableEntry table :
                BackupIndex.read(catalog.store(), catalog.secrets(backup, keys)).tables()) {
            tables.put(
                    "%s.%s".formatted(table.schema(), table.name()), new TableSize(table.rows(), table.plainBytes()));
        }
        return tables;
    }
}

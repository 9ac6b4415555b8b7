package dev.lifeboat.postgres.restore;

import dev.lifeboat.backup.BackupIndex;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.index.TableEntry.Content;
import dev.lifeboat.postgres.inventory.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables and sequences that a restore makes, by their names. */
record RestoredNames(Set<TableName> tables, Set<TableName> sequences) {
    RestoredNames {
        tables = Set.copyOf(tables);
        sequences = Set.copyOf(sequences);
    }

    /** Those whose rows are restored. */
    static RestoredNames of(List<TableEntry> tables) {
        return new RestoredNames(withRows(tables.stream()).collect(Collectors.toSet()), Set.of());
    }

    /** All that are in the schema archive and chosen, also those that come only because another one needs them. */
    static RestoredNames of(BackupIndex index, Definitions definitions) {
        Stream<TableName> partitioned = index.partitioned().stream()
                .filter(entry -> definitions.has(entry.oid()))
                .map(entry -> new TableName(entry.schema(), entry.name()));
        return new RestoredNames(
                Stream.concat(
                                withRows(index.tables().stream().filter(entry -> definitions.has(entry.oid()))),
                                partitioned)
                        .collect(Collectors.toSet()),
                index.sequences().stream()
                        .filter(entry -> definitions.has(entry.oid()))
                        .map(entry -> new TableName(entry.schema(), entry.name()))
                        .collect(Collectors.toSet()));
    }

    private static Stream<TableName> withRows(Stream<TableEntry> tables) {
        return tables.filter(table -> table.content() == Content.ROWS)
                .map(table -> new TableName(table.schema(), table.name()));
    }

    /** What the restore makes under that name, if it does. */
    Optional<String> kind(TableName name) {
        if (tables.contains(name)) {
            return Optional.of("table");
        }
        return sequences.contains(name) ? Optional.of("sequence") : Optional.empty();
    }
}

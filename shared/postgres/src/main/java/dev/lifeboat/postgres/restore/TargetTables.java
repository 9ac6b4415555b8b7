package dev.lifeboat.postgres.restore;

import dev.lifeboat.index.PartitionedEntry;
import dev.lifeboat.index.TableEntry;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.restore.LoadPlan.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Where each table's rows go: into the table itself, or into the root of its partition tree, which places them anew. Rows of
 * trees hashed by enum go through the root, since an enum's hash differs after a restore; so do those that a leaf refused.
 */
final class TargetTables {
    private final Map<Long, TableName> partitioned;
    private final Set<Long> throughRoot = ConcurrentHashMap.newKeySet();

    TargetTables(List<PartitionedEntry> partitioned, List<TableEntry> tables) {
        this.partitioned = partitioned.stream()
                .collect(Collectors.toMap(PartitionedEntry::oid, entry -> new TableName(entry.schema(), entry.name())));
        tables.stream()
                .filter(TableEntry::throughRoot)
                .forEach(table -> throughRoot.add(table.ancestors().getLast()));
    }

    /** Which relation a COPY names. */
    record Destination(TableName table, boolean root) {}

    Destination destination(TableEntry table) {
        Optional<TableName> root = root(table).filter(name -> goesThroughRoot(table));
        return root.map(name -> new Destination(name, true))
                .orElseGet(() -> new Destination(new TableName(table.schema(), table.name()), false));
    }

    private boolean goesThroughRoot(TableEntry table) {
        return throughRoot.contains(table.ancestors().getLast());
    }

    private Optional<TableName> root(TableEntry table) {
        return table.ancestors().isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(partitioned.get(table.ancestors().getLast()));
    }

    /** From now on loads all these trees through their roots; says whether there are any. */
    boolean loadThroughRoots(LoadPlan plan) {
        Set<Long> roots = plan.parts().stream()
                .map(Part::table)
                .filter(table -> root(table).isPresent() && !goesThroughRoot(table))
                .map(table -> table.ancestors().getLast())
                .collect(Collectors.toSet());
        throughRoot.addAll(roots);
        return !roots.isEmpty();
    }

    /**
     * Tables whose rows are to be compared together: each by itself, or all leaves of a tree that was loaded through its
     * root.
     */
    Map<TableName, List<TableEntry>> comparable(List<TableEntry> tables) {
        Function<TableEntry, TableName> group = table -> destination(table).table();
        return tables.stream().collect(Collectors.groupingBy(group));
    }
}

package dev.lifeboat.postgres.backup;

import dev.lifeboat.index.DatabaseEntry;
import dev.lifeboat.index.OmittedEntry;
import dev.lifeboat.index.PartitionedEntry;
import dev.lifeboat.index.ServerEntry;
import dev.lifeboat.postgres.inventory.DatabaseFacts;
import dev.lifeboat.postgres.inventory.LargeObjects;
import dev.lifeboat.postgres.inventory.NameCheck;
import dev.lifeboat.postgres.inventory.PartitionedList;
import dev.lifeboat.postgres.inventory.ServerFacts;
import dev.lifeboat.postgres.inventory.Shapes;
import dev.lifeboat.postgres.inventory.Table;
import dev.lifeboat.postgres.inventory.TableList;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All that a backup has to store, as one snapshot shows it. */
record Inventory(
        ServerEntry server,
        DatabaseEntry database,
        List<PartitionedEntry> partitioned,
        List<Table> tables,
        Map<Long, String> shapes,
        List<OmittedEntry> omitted) {
    boolean omits(Omission omission) {
        return omitted.stream().anyMatch(entry -> entry.omission().equals(omission.option()));
    }

    static Inventory read(Connection connection, ServerFacts server, Set<Omission> omit) throws SQLException {
        NameCheck.check(connection, server.encoding());
        List<Table> tables = new ArrayList<>(TableList.read(connection));
        List<OmittedEntry> omitted = Omissions.find(connection, server, tables, omit);
        if (server.inRecovery()) {
            tables.removeIf(Table::unlogged);
        }
        tables.addAll(LargeObjects.tables(connection));
        return new Inventory(
                server.entry(connection),
                DatabaseFacts.read(connection, server.version()),
                PartitionedList.read(connection),
                tables,
                Shapes.read(connection),
                omitted);
    }
}

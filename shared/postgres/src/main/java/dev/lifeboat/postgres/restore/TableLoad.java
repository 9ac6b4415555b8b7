package dev.lifeboat.postgres.restore;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.fingerprint.RowSplitter;
import dev.lifeboat.postgres.inventory.CopyStatement;
import dev.lifeboat.postgres.inventory.TableName;
import dev.lifeboat.postgres.restore.LoadPlan.Part;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Sends the rows of one segment to the server. Its end is sent only when they were the rows that the index promises. */
final class TableLoad implements SegmentLoad {
    private final Part part;
    private final CopyIn copy;
    private final RowSplitter rows = new RowSplitter();

    private TableLoad(Part part, CopyIn copy) {
        this.part = part;
        this.copy = copy;
    }

    /** Begins the load into the table, or into the root of its partition tree. */
    static TableLoad begin(Connection connection, Part part, TableName into, List<String> columns, String encoding)
            throws SQLException {
        return new TableLoad(
                part,
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(CopyStatement.in(into, columns, encoding)));
    }

    @Override
    public void add(byte[] bytes, int offset, int length) throws SQLException {
        rows.add(bytes, offset, length);
        copy.writeToCopy(bytes, offset, length);
    }

    @Override
    public void finish() throws SQLException {
        requireSame(part, rows);
        long stored = copy.endCopy();
        if (stored != part.segment().rows()) {
            throw new LifeboatException(
                    ErrorCode.PROOF_MISMATCH,
                    "the server stored %d rows of %d sent for a segment of table \"%s\".\"%s\": the restore is not complete"
                            .formatted(
                                    stored,
                                    part.segment().rows(),
                                    part.table().schema(),
                                    part.table().name()),
                    "look for rules or extensions on the target that drop rows, and repeat the command");
        }
    }

    /** Throws OBJECT_DAMAGED unless the rows are those of the index. */
    static void requireSame(Part part, RowSplitter rows) {
        if (!rows.endsWithRow() || !rows.tally().sameRows(part.segment().tally())) {
            throw new LifeboatException(
                    ErrorCode.OBJECT_DAMAGED,
                    "object %s holds rows of table \"%s\".\"%s\" that are not those of its index (%d rows, %d expected): they were not restored"
                            .formatted(
                                    part.segment()
                                            .object()
                                            .map(Object::toString)
                                            .orElse(""),
                                    part.table().schema(),
                                    part.table().name(),
                                    rows.tally().rows(),
                                    part.segment().rows()),
                    "restore from another copy of this store, or use another backup");
        }
    }
}

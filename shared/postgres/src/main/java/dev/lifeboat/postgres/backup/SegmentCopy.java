package dev.lifeboat.postgres.backup;

import dev.lifeboat.fingerprint.RowCounter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.postgres.inventory.CopyStatement;
import dev.lifeboat.postgres.inventory.CopyStatement.Blocks;
import dev.lifeboat.postgres.inventory.CopyStatement.Rows;
import dev.lifeboat.postgres.inventory.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Sends the rows of one segment from the server into a stream, and tallies them on the way. */
final class SegmentCopy {
    private SegmentCopy() {}

    /** Copies all rows; the connection is unusable if this throws. */
    static RowTally copy(Connection connection, SegmentPlan segment, String encoding, OutputStream out)
            throws SQLException, IOException {
        CopyOut copy =
                connection.unwrap(PGConnection.class).getCopyAPI().copyOut(CopyStatement.out(rows(segment), encoding));
        RowCounter counter = new RowCounter();
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            counter.add(row, 0, row.length);
            out.write(row, 0, row.length);
        }
        return counter.tally();
    }

    private static Rows rows(SegmentPlan segment) {
        Table table = segment.table();
        if (segment.whole()) {
            return Rows.of(table);
        }
        Optional<Long> to = segment.last() ? Optional.empty() : Optional.of(segment.toBlock());
        return new Rows(
                table.content(),
                table.name(),
                table.columns(),
                table.filter(),
                Optional.of(new Blocks(segment.fromBlock(), to)));
    }
}

package dev.lifeboat.postgres.segment;

import dev.lifeboat.fingerprint.RowCounter;
import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.postgres.inventory.CopyStatement;
import dev.lifeboat.postgres.inventory.CopyStatement.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;

/** Sends rows from the server into a stream, and tallies them on the way. */
public final class SegmentCopy {
    private SegmentCopy() {}

    /** Copies all rows; the connection is unusable if this throws. */
    public static RowTally copy(Connection connection, Rows rows, String encoding, OutputStream out)
            throws SQLException, IOException {
        RowCounter counter = new RowCounter();
        RowStream.read(connection, CopyStatement.out(rows, encoding), row -> {
            counter.add(row, 0, row.length);
            out.write(row, 0, row.length);
        });
        return counter.tally();
    }
}

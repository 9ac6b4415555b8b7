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
        RowStream.read(connection, CopyStatement.out(rows, encoding), new RowStream.Consumer() {
            @Override
            public void row(byte[] bytes, int offset, int length) throws IOException {
                counter.add(bytes, offset, length);
                out.write(bytes, offset, length);
            }

            @Override
            public void piece(byte[] bytes, int offset, int length) throws IOException {
                counter.addPiece(bytes, offset, length);
                out.write(bytes, offset, length);
            }
        });
        return counter.tally();
    }
}

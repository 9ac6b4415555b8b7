package dev.lifeboat.postgres.segment;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The rows that a COPY statement sends, one at a time. */
public final class RowStream {
    private RowStream() {}

    /** Takes one row: its COPY text with the newline. */
    @FunctionalInterface
    public interface Consumer {
        void accept(byte[] row) throws IOException;
    }

    /** Runs the statement to its end; the connection is unusable if this throws. */
    public static void read(Connection connection, String copyStatement, Consumer rows)
            throws SQLException, IOException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copyStatement);
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
            rows.accept(row);
        }
    }
}

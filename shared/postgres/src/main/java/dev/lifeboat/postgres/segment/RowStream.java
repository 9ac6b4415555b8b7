package dev.lifeboat.postgres.segment;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.util.PSQLState;

/**
 * The rows that a COPY statement sends. They are read from the connection's own bytes, in place: the server sends one
 * message for each row (PostgreSQL documentation, "COPY Operations" of the message flow), a letter {@code d}, a length and
 * the text. Everything else, such as a notice, an error or the end, is the driver's to read.
 */
public final class RowStream {
    private static final int BUFFER = 128 * 1024;
    private static final int HEADER = 5;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    private final DriverBuffer driver;
    private final InputStream source;
    private final Consumer rows;
    private byte[] buffer = new byte[BUFFER];
    private int from;
    private int end;

    private RowStream(DriverBuffer driver, Consumer rows) {
        this.driver = driver;
        this.source = driver.source();
        this.rows = rows;
    }

    /** Takes rows: their COPY text, each with its newline. */
    public interface Consumer {
        /** Takes a row, or what is left of one after its pieces; the bytes change after the call. */
        void row(byte[] bytes, int offset, int length) throws IOException;

        /** Takes the next piece, not the last, of a row that is too long for one call. */
        void piece(byte[] bytes, int offset, int length) throws IOException;
    }

    /** Runs the statement to its end; the connection is unusable if this throws. */
    public static void read(Connection connection, String copyStatement, Consumer rows)
            throws SQLException, IOException {
        CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(copyStatement);
        RowStream stream = new RowStream(DriverBuffer.of(connection), rows);
        do {
            stream.takeRows();
        } while (stream.driverReads(copy));
    }

    /** Lets the driver read what is no row; false at the end. It goes on to a row, if one comes after a notice. */
    private boolean driverReads(CopyOut copy) throws SQLException, IOException {
        byte[] row = copy.readFromCopy();
        if (row != null) {
            rows.row(row, 0, row.length);
        }
        return row != null;
    }

    private void takeRows() throws SQLException, IOException {
        byte[] received = driver.take();
        if (received.length > buffer.length) {
            buffer = received;
        } else {
            System.arraycopy(received, 0, buffer, 0, received.length);
        }
        from = 0;
        end = received.length;
        require(HEADER);
        while (buffer[from] == 'd') {
            row((int) INT.get(buffer, from + 1) - Integer.BYTES);
            require(HEADER);
        }
        driver.giveBack(buffer, from, end - from);
    }

    private void row(int length) throws SQLException, IOException {
        from += HEADER;
        int left = length;
        while (left > buffer.length) {
            require(1);
            int piece = Math.min(end - from, left - 1);
            rows.piece(buffer, from, piece);
            from += piece;
            left -= piece;
        }
        require(left);
        rows.row(buffer, from, left);
        from += left;
    }

    /** Makes sure that as many bytes stand in the buffer. */
    private void require(int bytes) throws SQLException {
        if (end - from >= bytes) {
            return;
        }
        System.arraycopy(buffer, from, buffer, 0, end - from);
        end -= from;
        from = 0;
        while (end < bytes) {
            end += receive();
        }
    }

    private int receive() throws SQLException {
        try {
            int received = source.read(buffer, end, buffer.length - end);
            if (received < 0) {
                throw new EOFException("the server closed the connection");
            }
            return received;
        } catch (IOException e) {
            throw new SQLException(
                    "the connection was lost while rows were read", PSQLState.CONNECTION_FAILURE.getState(), e);
        }
    }
}

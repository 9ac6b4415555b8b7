package dev.lifeboat.postgres.segment;

import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.core.VisibleBufferedInputStream;
import org.postgresql.jdbc.PgConnection;

/**
 * What the driver has received from the server and not looked at yet. {@link RowStream} takes it over for the length of a
 * COPY, which the driver itself would read row by row, each into an array of its own.
 *
 * <p>These are private fields of one version of pgjdbc; RowStreamTest fails where another has other ones.
 */
final class DriverBuffer {
    private static final VarHandle STREAM = field(QueryExecutorBase.class, "pgStream", PGStream.class);
    private static final VarHandle INPUT = field(PGStream.class, "pgInput", VisibleBufferedInputStream.class);
    private static final VarHandle WRAPPED = field(VisibleBufferedInputStream.class, "wrapped", InputStream.class);
    private static final VarHandle BUFFER = field(VisibleBufferedInputStream.class, "buffer", byte[].class);
    private static final VarHandle INDEX = field(VisibleBufferedInputStream.class, "index", int.class);
    private static final VarHandle END = field(VisibleBufferedInputStream.class, "endIndex", int.class);

    /** The driver relies on a buffer of at least its own first size. */
    private static final int SMALLEST = 8192;

    private final VisibleBufferedInputStream input;

    private DriverBuffer(VisibleBufferedInputStream input) {
        this.input = input;
    }

    static DriverBuffer of(Connection connection) throws SQLException {
        PGStream stream =
                (PGStream) STREAM.get(connection.unwrap(PgConnection.class).getQueryExecutor());
        return new DriverBuffer((VisibleBufferedInputStream) INPUT.get(stream));
    }

    /** Where more comes from, decrypted if the connection is encrypted. */
    InputStream source() {
        return (InputStream) WRAPPED.get(input);
    }

    /** Takes away all that was received. */
    byte[] take() {
        int end = (int) END.get(input);
        byte[] received = Arrays.copyOfRange((byte[]) BUFFER.get(input), (int) INDEX.get(input), end);
        INDEX.set(input, end);
        return received;
    }

    /** Gives back what was taken, or received since, and is the driver's to read. */
    void giveBack(byte[] bytes, int offset, int length) {
        BUFFER.set(input, Arrays.copyOfRange(bytes, offset, offset + Math.max(length, SMALLEST)));
        INDEX.set(input, 0);
        END.set(input, length);
    }

    private static VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this driver has no field %s.%s".formatted(owner.getName(), name), e);
        }
    }
}

package dev.lifeboat.postgres.restore;

import dev.lifeboat.fingerprint.RowSplitter;
import dev.lifeboat.postgres.restore.LoadPlan.Part;
import java.io.ByteArrayOutputStream;
import java.sql.SQLException;

/** Takes the rows of one of the two large-object tables, which no COPY may write, and has each restored by statements. */
final class LargeObjectLoad implements SegmentLoad {
    private final Part part;
    private final LargeObjectRows target;
    private final RowSplitter rows = new RowSplitter();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    LargeObjectLoad(Part part, LargeObjectRows target) {
        this.part = part;
        this.target = target;
    }

    @Override
    public void add(byte[] bytes, int offset, int length) throws SQLException {
        rows.add(bytes, offset, length);
        int from = offset;
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                line.write(bytes, from, i - from);
                target.add(line.toByteArray());
                line.reset();
                from = i + 1;
            }
        }
        line.write(bytes, from, offset + length - from);
    }

    @Override
    public void finish() throws SQLException {
        TableLoad.requireSame(part, rows);
        target.flush();
    }
}

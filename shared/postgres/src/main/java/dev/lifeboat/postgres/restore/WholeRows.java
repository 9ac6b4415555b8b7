package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.segment.RowStream;
import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;

/** Collects the pieces of rows, for rows that are known to be small. */
final class WholeRows implements RowStream.Consumer {
    private final Consumer<byte[]> rows;
    private final ByteArrayOutputStream row = new ByteArrayOutputStream();

    WholeRows(Consumer<byte[]> rows) {
        this.rows = rows;
    }

    @Override
    public void row(byte[] bytes, int offset, int length) {
        row.write(bytes, offset, length);
        rows.accept(row.toByteArray());
        row.reset();
    }

    @Override
    public void piece(byte[] bytes, int offset, int length) {
        row.write(bytes, offset, length);
    }
}

package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.sql.CopyLine;
import dev.lifeboat.postgres.sql.Sql;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Fills large objects: each row is one page of one. Pages that are not there stay holes. */
final class LargeObjectPages implements LargeObjectRows {
    private static final int AT_ONCE = 256;
    private static final String PUT = """
            SELECT pg_catalog.count(pg_catalog.lo_put(p.object, p.page * %d, p.data))
            FROM ROWS FROM (pg_catalog.unnest(?::pg_catalog.oid[]), pg_catalog.unnest(?::pg_catalog.int8[]),
                            pg_catalog.unnest(?::pg_catalog.bytea[])) AS p (object, page, data)""";

    private final Connection connection;
    private final String put;
    private final List<String> objects = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private final List<String> data = new ArrayList<>();

    /** For pages as big as those of a source with that block size (large_object.h: a quarter of it). */
    LargeObjectPages(Connection connection, int blockSize) {
        this.connection = connection;
        put = PUT.formatted(blockSize / 4);
    }

    @Override
    public void add(byte[] row) throws SQLException {
        List<String> fields = CopyLine.fields(row, row.length);
        objects.add(fields.get(0));
        pages.add(fields.get(1));
        data.add(CopyLine.value(fields.get(2), StandardCharsets.US_ASCII).orElseThrow());
        if (objects.size() == AT_ONCE) {
            flush();
        }
    }

    @Override
    public void flush() throws SQLException {
        if (objects.isEmpty()) {
            return;
        }
        Sql.one(connection, put, row -> row.getLong(1), array(objects), array(pages), array(data));
        objects.clear();
        pages.clear();
        data.clear();
    }

    private java.sql.Array array(List<String> values) throws SQLException {
        return connection.createArrayOf("text", values.toArray());
    }
}

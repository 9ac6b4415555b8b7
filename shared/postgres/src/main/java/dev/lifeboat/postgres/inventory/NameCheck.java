package dev.lifeboat.postgres.inventory;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.postgres.sql.Sql;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;

/** In a database of encoding SQL_ASCII a name can be any bytes; only names that are UTF-8 can be stored. */
public final class NameCheck {
    private static final String NAMES = """
            SELECT c.oid, pg_catalog.convert_to(n.nspname::text, 'SQL_ASCII') AS a,
                   pg_catalog.convert_to(c.relname::text, 'SQL_ASCII') AS b
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'S', 'f') AND %1$s
            UNION ALL
            SELECT c.oid, pg_catalog.convert_to(a.attname::text, 'SQL_ASCII'), ''
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relkind = 'r' AND %1$s""".formatted(RelationList.OWNED_BY_USERS);

    private NameCheck() {}

    /** Throws NAME_NOT_UTF8 if the name of a schema, table, sequence or column is not UTF-8. */
    public static void check(Connection connection, String encoding) throws SQLException {
        if (!encoding.equals("SQL_ASCII")) {
            return;
        }
        Sql.each(connection, NAMES, row -> {
            if (!isUtf8(row.getBytes("a")) || !isUtf8(row.getBytes("b"))) {
                throw new LifeboatException(
                        ErrorCode.NAME_NOT_UTF8,
                        "relation with OID %d, its schema or one of its columns has a name that is not UTF-8: no backup was made"
                                .formatted(row.getLong("oid")),
                        "rename it; this can be in a database of encoding SQL_ASCII only");
            }
        });
    }

    private static boolean isUtf8(byte[] name) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(name));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}

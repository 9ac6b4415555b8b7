package dev.lifeboat.postgres.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.postgresql.core.Encoding;

/**
 * The encoding of a database, in which its rows are stored and exported.
 *
 * @param name as PostgreSQL calls it, such as UTF8 or LATIN1
 */
public record TextEncoding(String name) {
    /** Where bytes are not interpreted; names are UTF-8 all the same, or the backup would not have been made. */
    private static final String UNINTERPRETED = "SQL_ASCII";

    /** A name's bytes in this encoding. */
    byte[] encode(String text) {
        if (name.equals(UNINTERPRETED)) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return Encoding.getDatabaseEncoding(name).encode(text);
        } catch (IOException e) {
            throw new UncheckedIOException("a name of the database cannot be written in its encoding " + name, e);
        }
    }
}

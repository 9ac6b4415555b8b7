package dev.lifeboat.postgres.restore;

import java.sql.SQLException;

/** Restores rows that describe or fill large objects, some at a time. */
interface LargeObjectRows {
    /** Takes one row without its newline. */
    void add(byte[] row) throws SQLException;

    /** Writes what is still held back. */
    void flush() throws SQLException;
}

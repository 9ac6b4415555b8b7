package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.sql.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * How much memory the building of an index may use (maintenance_work_mem): what the server's owner allows any session, or
 * more where the owner's other settings say that there is more. Sorting in memory spares a good part of an index's time.
 *
 * @param kibibytes for each index
 */
record IndexMemory(long kibibytes) {
    /** More than 1 GiB hardly helps a sort. */
    private static final long MOST = 1L << 20;

    private static final String SETTINGS = """
            SELECT pg_catalog.pg_size_bytes(pg_catalog.current_setting('maintenance_work_mem')) / 1024 AS allowed,
                   pg_catalog.pg_size_bytes(pg_catalog.current_setting('effective_cache_size')) / 1024 AS cache,
                   pg_catalog.pg_size_bytes(pg_catalog.current_setting('shared_buffers')) / 1024 AS shared""";

    static IndexMemory of(Connection connection, int jobs) throws SQLException {
        return Sql.one(
                connection,
                SETTINGS,
                row -> of(row.getLong("allowed"), row.getLong("cache"), row.getLong("shared"), jobs));
    }

    /**
     * By the settings, in KiB: an eighth of what the owner takes for the memory that caches files, and not more than twice
     * what the server keeps for itself; all jobs together.
     */
    static IndexMemory of(long allowed, long cache, long shared, int jobs) {
        long spare = Math.min(cache / 8, shared * 2) / jobs;
        return new IndexMemory(Math.max(allowed, Math.min(spare, MOST)));
    }
}

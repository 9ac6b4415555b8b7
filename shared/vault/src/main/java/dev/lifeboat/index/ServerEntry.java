package dev.lifeboat.index;

import java.util.Optional;

/**
 * The server that was backed up.
 *
 * @param version PostgreSQL's server_version_num, such as 170011
 * @param blockSize of its heaps, in bytes
 * @param encoding of the database, by which every COPY names it
 */
public record ServerEntry(int version, int blockSize, String encoding, Origin origin) implements IndexEntry {
    /** The major version, such as 17. */
    public int major() {
        return version / 10_000;
    }

    /**
     * What tells this history of this database from every other; what the role may not ask, or the service does not have,
     * is unknown and empty.
     *
     * @param systemIdentifier of the cluster (pg_control_system)
     * @param timeline that was current
     * @param startedAt when the server was started, as it says itself
     * @param lsn write-ahead log position of the snapshot
     */
    public record Origin(
            Optional<String> systemIdentifier,
            long databaseOid,
            Optional<Long> timeline,
            boolean inRecovery,
            String startedAt,
            Optional<String> lsn,
            Optional<String> rdsResourceId) {
        public Origin {
            IndexText.requireOid(databaseOid);
            timeline.ifPresent(IndexText::requireOid);
        }
    }
}

package dev.lifeboat.postgres.restore;

import java.sql.SQLException;

/** Takes the bytes of one segment into the target. Nothing of it counts before the transaction that it runs in commits. */
interface SegmentLoad {
    void add(byte[] bytes, int offset, int length) throws SQLException;

    /** Ends the segment, after its rows were checked. */
    void finish() throws SQLException;
}

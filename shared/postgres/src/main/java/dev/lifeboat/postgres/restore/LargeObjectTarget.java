package dev.lifeboat.postgres.restore;

import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.index.ServerEntry;
import dev.lifeboat.index.TableEntry.Content;
import java.sql.Connection;

/** How large objects enter the target, and what their descriptions must be afterwards. */
final class LargeObjectTarget {
    private final ServerEntry source;
    private final LargeObjectMode mode;
    private RowTally expected = RowTally.EMPTY;

    LargeObjectTarget(ServerEntry source, LargeObjectMode mode) {
        this.source = source;
        this.mode = mode;
    }

    LargeObjectMode mode() {
        return mode;
    }

    LargeObjectRows rows(Connection connection, Content content) {
        return content == Content.LARGE_OBJECTS
                ? new LargeObjectRecords(connection, mode, this::expect)
                : new LargeObjectPages(connection, source.blockSize());
    }

    private synchronized void expect(RowTally rows) {
        expected = expected.plus(rows);
    }

    /** The rows that describe the large objects, as far as they were restored. */
    synchronized RowTally expected() {
        return expected;
    }
}

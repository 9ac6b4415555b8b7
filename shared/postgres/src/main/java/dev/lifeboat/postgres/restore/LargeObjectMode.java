package dev.lifeboat.postgres.restore;

import dev.lifeboat.postgres.sql.CopyLine;
import java.util.ArrayList;
import java.util.List;

/** What of the rows that describe large objects is restored, and so can be compared afterwards. */
record LargeObjectMode(boolean owners, boolean privileges) {
    private static final int OWNER = 1;
    private static final int PRIVILEGES = 2;
    private static final String NULL = "\\N";

    /** The row without what is not restored. */
    byte[] project(byte[] row, int length) {
        List<String> fields = new ArrayList<>(CopyLine.fields(row, length));
        if (!owners) {
            fields.set(OWNER, NULL);
        }
        if (!owners || !privileges) {
            fields.set(PRIVILEGES, NULL);
        }
        return CopyLine.join(fields);
    }
}

package dev.lifeboat.postgres.restore;

import dev.lifeboat.fingerprint.RowTally;
import dev.lifeboat.postgres.inventory.TableName;

/**
 * The rows of one table, or of one partition tree that was loaded through its root, as they were stored and as they are now.
 */
public record TableProof(TableName table, RowTally stored, RowTally restored) {
    public boolean matches() {
        return stored.sameRows(restored);
    }
}

package dev.lifeboat.health;

import dev.lifeboat.health.Anomaly.What;
import java.util.List;
import java.util.Optional;

/**
 * How big one table is.
 *
 * @param plainBytes of COPY text
 */
record TableSize(long rows, long plainBytes) {
    /** What a table has to have had for a change by half to say anything: so many rows, ... */
    private static final long LEAST_ROWS = 100;

    /** ... or, of its bytes, so many of them. */
    private static final long LEAST_BYTES = 1 << 20;

    /** @param history one or more */
    static TableSize median(List<TableSize> history) {
        return new TableSize(
                Median.of(history.stream().map(TableSize::rows).toList()).amount(),
                Median.of(history.stream().map(TableSize::plainBytes).toList()).amount());
    }

    /** What is unusual of it: of its rows, or, where these are as usual, of its bytes. */
    Optional<Anomaly> judge(String table, TableSize usual) {
        if (rows == 0 && usual.rows > 0) {
            return Optional.of(new Anomaly(What.EMPTIED, table, 0, usual.rows));
        }
        if (usual.rows >= LEAST_ROWS && new Median(usual.rows).isFarFrom(rows)) {
            return Optional.of(new Anomaly(rows < usual.rows ? What.SHRUNK : What.GROWN, table, rows, usual.rows));
        }
        boolean small = usual.rows < LEAST_ROWS && usual.plainBytes < LEAST_BYTES;
        return !small && new Median(usual.plainBytes).isFarFrom(plainBytes)
                ? Optional.of(new Anomaly(What.PLAIN, table, plainBytes, usual.plainBytes))
                : Optional.empty();
    }
}

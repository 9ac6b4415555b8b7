package dev.lifeboat.postgres.restore;

import java.util.List;

/**
 * What a restore will do, said before it does anything.
 *
 * @param objects how many objects it reads
 * @param storedBytes what they take in the store
 * @param plainBytes of rows that it loads
 * @param leftOut what the backup lacks or this restore leaves out, for people
 */
public record Estimate(int tables, long rows, int objects, long storedBytes, long plainBytes, List<String> leftOut) {
    public Estimate {
        leftOut = List.copyOf(leftOut);
    }
}

package dev.lifeboat.record;

import dev.lifeboat.backup.BackupId;
import java.time.Instant;

/**
 * A run that was to make a backup, whatever came of it.
 *
 * @param started by the clock of whoever ran it
 * @param request by whom the job was asked for
 */
public record BackupRun(BackupId backup, Instant started, RunPlace where, String request, Done done) {
    /**
     * How much a run copied.
     *
     * @param segments tables, or parts of tables
     * @param bytes of rows, as they were read
     * @param expectedBytes about how much there was; 0 if that was not known yet
     */
    public record Done(long segments, long rows, long bytes, long expectedBytes) {
        /** A run that copied nothing. */
        public static final Done NOTHING = new Done(0, 0, 0, 0);

        public Done {
            if (Math.min(Math.min(segments, rows), Math.min(bytes, expectedBytes)) < 0) {
                throw new IllegalArgumentException("less than nothing was copied");
            }
        }
    }
}

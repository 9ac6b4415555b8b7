package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import java.util.List;

/** Whether the newest backup of a kind has the usual size. */
public sealed interface Sizes {
    BackupId backup();

    /**
     * It has.
     *
     * @param compared with how many backups before it
     * @param tables how many were compared; 0 where no key opens the index
     */
    record Usual(BackupId backup, int compared, int tables) implements Sizes {}

    /**
     * It has not.
     *
     * @param anomalies one or more
     */
    record Unusual(BackupId backup, int compared, List<Anomaly> anomalies) implements Sizes {
        public Unusual {
            anomalies = List.copyOf(anomalies);
            if (anomalies.isEmpty()) {
                throw new IllegalArgumentException("nothing is unusual");
            }
        }
    }

    /** There are too few before it to say what is usual. */
    record TooLittleHistory(BackupId backup, BackupKind kind, int compared, int needed) implements Sizes {}

    /** Nobody can say: an index cannot be read. */
    record Unknown(BackupId backup, String why) implements Sizes {}
}

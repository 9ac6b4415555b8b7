package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import java.util.List;

/** Whether every backup has its copy off-site. */
public sealed interface Copies {
    /** Where the copies are. */
    String place();

    /**
     * Each has, or is young enough to be without.
     *
     * @param copied how many have
     * @param waiting those that are young
     */
    record Complete(String place, int copied, List<BackupId> waiting) implements Copies {
        public Complete {
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * Some should have one, and have not.
     *
     * @param missing one or more, oldest first
     */
    record Lagging(String place, int copied, List<BackupId> missing) implements Copies {
        public Lagging {
            missing = List.copyOf(missing);
        }
    }

    /** Nobody can say: that place cannot be looked at. */
    record Unknown(String place, String why) implements Copies {}
}

package dev.lifeboat.schedule;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Tier;
import java.util.List;

/** What came of the wish for a backup. */
public sealed interface StartOutcome {
    BackupId backup();

    /**
     * A worker is at it.
     *
     * @param begun when and as what
     */
    record Started(BackupId backup, List<Tier> tiers, WorkerChoice choice, BackupWorker.Begun begun)
            implements StartOutcome {
        public Started {
            tiers = List.copyOf(tiers);
        }
    }

    /** It is there: its manifest stands, and nothing was started. */
    record There(BackupId backup, List<Tier> tiers) implements StartOutcome {
        public There {
            tiers = List.copyOf(tiers);
        }
    }
}

package dev.lifeboat.job.run;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.Manifest;
import dev.lifeboat.store.ObjectKey;
import java.util.List;
import java.util.Optional;

/** What came of a job that did not fail. */
public sealed interface JobOutcome {
    /** What somebody should look after, though the job is done. */
    List<String> warnings();

    /**
     * This run made the backup.
     *
     * @param database that was read
     * @param record where that is recorded
     */
    record Made(Manifest manifest, String database, ObjectKey record, List<String> warnings) implements JobOutcome {
        public Made {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Another run had made it, or was first.
     *
     * @param record where this run recorded that it stands; empty if that was recorded before
     */
    record MadeBefore(Manifest manifest, Optional<ObjectKey> record, List<String> warnings) implements JobOutcome {
        public MadeBefore {
            warnings = List.copyOf(warnings);
        }
    }

    /** Another run of the same backup was still at work when this one had to end; it records what comes of it. */
    record UnderWay(BackupId backup, List<String> warnings) implements JobOutcome {
        public UnderWay {
            warnings = List.copyOf(warnings);
        }
    }
}

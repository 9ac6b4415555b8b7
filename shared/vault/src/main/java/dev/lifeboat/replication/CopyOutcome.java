package dev.lifeboat.replication;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.error.LifeboatException;
import java.time.Instant;

/** What became of one backup that was to be copied. */
public sealed interface CopyOutcome {
    /** Its identifier, or the key of what lies among the manifests and has none. */
    String name();

    /**
     * It is at the destination, whole, and this run brought something of it there.
     *
     * @param found objects of it that were there before
     */
    record Copied(BackupId backup, long objects, long bytes, long found, long records) implements CopyOutcome {
        @Override
        public String name() {
            return backup.toString();
        }
    }

    /** It is at the destination, and so is all that is known of it. */
    record There(BackupId backup) implements CopyOutcome {
        @Override
        public String name() {
            return backup.toString();
        }
    }

    /** A run would copy that much of it. */
    record Due(BackupId backup, long objects, long bytes, long found) implements CopyOutcome {
        @Override
        public String name() {
            return backup.toString();
        }
    }

    /** Retention removes it, here or there, or has done so: it is not copied. */
    record Retired(BackupId backup, String store, Instant at) implements CopyOutcome {
        @Override
        public String name() {
            return backup.toString();
        }
    }

    /**
     * The time for it was short: that much of it is at the destination, without its manifest, and another run goes on.
     *
     * @param objects that this run copied
     * @param found objects that were there before
     * @param lacking objects that still are not there
     */
    record Stopped(BackupId backup, long objects, long bytes, long found, long lacking) implements CopyOutcome {
        @Override
        public String name() {
            return backup.toString();
        }
    }

    /** It was not copied. */
    record Failed(String name, LifeboatException why) implements CopyOutcome {}
}

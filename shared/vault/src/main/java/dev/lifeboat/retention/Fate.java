package dev.lifeboat.retention;

import dev.lifeboat.backup.BackupId;
import java.time.Instant;

/** What becomes of what an attempt left in the store. */
public sealed interface Fate {
    /** A writer may be at work: it is left alone until its deadline, by the store's clock. */
    record Running(Instant until) implements Fate {}

    /** A later version of Lifeboat wrote it: it is left alone. */
    record NotOurs() implements Fate {}

    /** It is dead, and is condemned by this run. */
    record Dead() implements Fate {}

    /** It was condemned, and is removed by a run at or after an instant. */
    record Condemned(Instant removableFrom) implements Fate {}

    /** It was condemned, but a backup needs all of it, or a writer at work builds on it: it stays. */
    record Needed(BackupId by) implements Fate {}

    /** It was condemned long enough ago, and is removed by this run. */
    record Removable() implements Fate {}
}

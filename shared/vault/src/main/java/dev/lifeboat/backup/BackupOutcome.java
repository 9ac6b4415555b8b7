package dev.lifeboat.backup;

/** What became of a backup that was asked for. */
public sealed interface BackupOutcome {
    /** The manifest of the backup that stands now. */
    Manifest manifest();

    /** This run made it. */
    record Made(Manifest manifest) implements BackupOutcome {}

    /** It stood already, or another run was first; nothing of this run's counts. */
    record MadeBefore(Manifest manifest) implements BackupOutcome {}
}

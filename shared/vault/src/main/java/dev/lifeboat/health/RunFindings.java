package dev.lifeboat.health;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.health.Finding.Check;
import dev.lifeboat.health.Finding.State;
import dev.lifeboat.record.BackupRun.Done;
import dev.lifeboat.record.OutcomeRecord;
import dev.lifeboat.record.OutcomeRecord.Failure;
import dev.lifeboat.store.ObjectKey;
import java.util.Arrays;
import java.util.Locale;

/** Says in words what came of runs that were to make backups. */
public final class RunFindings {
    private static final String BACKUP_EXPECTED = "a backup that stands, with its manifest";

    private RunFindings() {}

    /** A run failed, as its record says that is believed. */
    public static Finding failed(OutcomeRecord record, Failure why) {
        BackupId id = record.backup();
        return new Finding(
                Check.BACKUP,
                id.toString(),
                State.FAILED,
                "the run failed while %s with %s, after %s; it ran from %s to %s (%s), asked for by %s"
                        .formatted(
                                why.stage().text(),
                                meaning(why.code()),
                                text(record.done()),
                                record.started(),
                                record.at(),
                                record.where().text(),
                                record.request()),
                BACKUP_EXPECTED,
                "there is no such backup; those before it are untouched. The error's text is in the log of whoever ran it",
                "lifeboat backup --at " + id.scheduled());
    }

    private static String meaning(String code) {
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.id().equals(code))
                .findFirst()
                .map(known -> "%s (%s)"
                        .formatted(code, known.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .orElse(code);
    }

    private static String text(Done done) {
        String all = done.expectedBytes() == 0 ? "" : " of about %,d".formatted(done.expectedBytes());
        return "%,d tables or parts, %,d rows, %,d bytes%s".formatted(done.segments(), done.rows(), done.bytes(), all);
    }

    /**
     * It is over.
     *
     * @param id of which it was told that it failed
     * @param made which stands now: the same, or a later one
     */
    public static Finding made(BackupId id, BackupId made) {
        return new Finding(
                Check.BACKUP,
                id.toString(),
                State.WELL,
                made.equals(id) ? "it stands now" : "there is none, and %s stands".formatted(made),
                BACKUP_EXPECTED,
                "",
                "");
    }

    /** Whatever takes backups has taken one. */
    public static Finding workerWell(BackupId made) {
        return new Finding(Check.WORKER, "", State.WELL, made + " stands", "runs that end", "", "");
    }

    /**
     * Nobody knows how a run ended.
     *
     * @param store where the record lies
     */
    public static Finding unreadable(BackupId id, ObjectKey record, String store, LifeboatException why) {
        return new Finding(
                Check.BACKUP,
                id.toString(),
                State.UNKNOWN,
                "record %s cannot be read, %s: %s".formatted(record, why.code().id(), why.getMessage()),
                BACKUP_EXPECTED,
                "whether that backup was made is not known",
                "lifeboat list --store " + store);
    }

    /**
     * A record is there, or was, that must not be believed.
     *
     * @param store where it lies
     */
    public static Finding refused(BackupId id, ObjectKey record, String store, LifeboatException why) {
        return new Finding(
                Check.RECORDS,
                id.toString(),
                State.FAILED,
                "record %s is not believed, %s: %s".formatted(record, why.code().id(), why.getMessage()),
                "each signed by who may, at its place",
                "somebody writes to the store, or removes from it, who should not; what the record says counts for nothing",
                "lifeboat list --store " + store);
    }
}

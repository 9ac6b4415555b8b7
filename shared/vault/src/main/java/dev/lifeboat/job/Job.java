package dev.lifeboat.job;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.backup.Tier;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.json.StrictJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One job for a worker. It says what, and nothing of where or with which keys: that is the worker's own configuration, so that
 * whoever can send a job can send no backup elsewhere. It is not signed.
 *
 * @param requires features that a reader must know; one it does not know is an error
 * @param job what is to be done
 * @param scheduled the instant that the backup is named by, whole seconds, years 2000 to 9999
 * @param tiers why the backup will be kept, one at least, none twice
 * @param request by whom it was asked for, which tells one run of a backup from another; goes unread into records: 1 to 128 of A-Z, a-z, 0-9 and . _ : / = @ + -
 */
public record Job(
        String format,
        List<String> requires,
        Work job,
        SourceName source,
        BackupKind kind,
        Instant scheduled,
        List<Tier> tiers,
        String request) {
    public static final String FORMAT = "lifeboat-job-1";

    /** The most characters that one may take: half of what ECS lets a task's overrides take. */
    public static final int MAX_CHARACTERS = 4096;

    private static final Pattern REQUEST = Pattern.compile("[A-Za-z0-9._:/=@+-]{1,128}");
    private static final String HINT = "docs/aws.md shows one";

    public Job {
        requires = List.copyOf(requires);
        tiers = List.copyOf(tiers);
        new BackupId(scheduled, kind); // checks the instant
        if (tiers.isEmpty() || new HashSet<>(tiers).size() < tiers.size()) {
            throw new IllegalArgumentException("tiers %s: one at least, none twice".formatted(tiers));
        }
        if (!REQUEST.matcher(request).matches()) {
            throw new IllegalArgumentException("a request has 1 to 128 of A-Z, a-z, 0-9 and . _ : / = @ + -");
        }
    }

    /** Asks for a backup. */
    public static Job backup(SourceName source, BackupKind kind, Instant scheduled, List<Tier> tiers, String request) {
        return new Job(FORMAT, List.of(), Work.BACKUP, source, kind, scheduled, tiers, request);
    }

    /**
     * Reads a job.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if the text is none, DOCUMENT_TOO_NEW if a later version wrote it
     */
    public static Job parse(String text) {
        if (text.length() > MAX_CHARACTERS) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the job has %d characters, at most %d are expected: nothing was done"
                            .formatted(text.length(), MAX_CHARACTERS),
                    HINT);
        }
        try {
            StrictJson.header(text, "the job").require(FORMAT, Set.of(), "the job");
            return StrictJson.read(text, Job.class, "the job");
        } catch (LifeboatException e) {
            throw e.code() == ErrorCode.DOCUMENT_MALFORMED ? none(e) : e;
        }
    }

    private static LifeboatException none(LifeboatException why) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "%s; expected is a document of the format %s: nothing was done".formatted(why.getMessage(), FORMAT),
                HINT,
                why);
    }

    /** The same as one line of JSON. */
    public String toJson() {
        return StrictJson.line(this);
    }

    /** The identifier of the backup that it asks for. */
    public BackupId id() {
        return new BackupId(scheduled, kind);
    }
}

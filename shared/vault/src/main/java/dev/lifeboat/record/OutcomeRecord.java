package dev.lifeboat.record;

import dev.lifeboat.backup.AttemptId;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.CatalogId;
import dev.lifeboat.backup.SourceName;
import dev.lifeboat.error.Category;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.record.BackupRun.Done;
import dev.lifeboat.store.Checksums;
import dev.lifeboat.trust.DocumentType;
import dev.lifeboat.trust.Role;
import dev.lifeboat.trust.SourceDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The signed record of what came of a job. It stands in clear, so a failure is told by its code and numbers: an error's text
 * may name a table, and stands in the log of whoever ran the job.
 *
 * @param requires features that a reader must know; one it does not know is an error
 * @param made the backup that stands; none of a failure
 * @param failure why this run made none
 * @param started when the run began, by the clock of whoever signs
 * @param at when it ended, by the same clock
 * @param request by whom the job was asked for
 * @param writer the program and version that wrote it
 */
public record OutcomeRecord(
        String format,
        List<String> requires,
        CatalogId catalog,
        SourceName source,
        BackupId backup,
        RunOutcome outcome,
        Optional<Made> made,
        Optional<Failure> failure,
        Done done,
        Instant started,
        Instant at,
        RunPlace where,
        String request,
        String writer)
        implements SourceDocument {
    public static final String FORMAT = "lifeboat-outcome-1";

    /** The most that one may take as stored, 64 KiB. */
    public static final int MAX_BYTES = 64 * 1024;

    static final DocumentType<OutcomeRecord> TYPE =
            new DocumentType<>(OutcomeRecord.class, FORMAT, MAX_BYTES, Role.BACKUP, Role.OPERATOR);

    public OutcomeRecord {
        requires = List.copyOf(requires);
        if (made.isPresent() != (outcome == RunOutcome.MADE) || failure.isPresent() != (outcome == RunOutcome.FAILED)) {
            throw new IllegalArgumentException("what was made is told of success, and why it failed of failure");
        }
    }

    /**
     * The backup that stands.
     *
     * @param manifest SHA-256 of its manifest as stored
     */
    public record Made(AttemptId attempt, String manifest) {
        public Made {
            Checksums.requireSha256(manifest);
        }
    }

    /**
     * Why there is none.
     *
     * @param code as docs/cli.md lists them, such as {@code LB-505}
     * @param stage how far the run was
     */
    public record Failure(String code, Category category, RunStage stage) {
        private static final Pattern CODE = Pattern.compile("LB-[0-9]{3}");

        public Failure {
            if (!CODE.matcher(code).matches()) {
                throw new IllegalArgumentException("a code is like LB-505");
            }
        }

        static Failure of(ErrorCode code, RunStage stage) {
            return new Failure(code.id(), code.category(), stage);
        }
    }
}

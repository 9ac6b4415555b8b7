package dev.lifeboat.schedule;

import dev.lifeboat.backup.BackupKind;
import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * Where backups run: where somebody wants them to, or by how the last one of that kind went.
 *
 * @param wanted empty to go by that
 * @param there which workers there are, one at least
 */
public record WorkerRule(Optional<WorkerKind> wanted, Set<WorkerKind> there) {
    /** What leaves room in Lambda's 15 minutes for a database that grows, and a network that is slow one night. */
    static final Duration MOST_ON_LAMBDA = Duration.ofMinutes(10);

    private static final String HINT = "name the worker's function, or its cluster and task; docs/aws.md says how";

    /** @throws LifeboatException CONFIGURATION_INVALID if there is no worker, or not the one that is wanted */
    public WorkerRule {
        there = Set.copyOf(there);
        if (there.isEmpty()) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID, "no worker is configured: no backup can be started", HINT);
        }
        if (wanted.isPresent() && !there.contains(wanted.get())) {
            throw new LifeboatException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "backups are to run on %s, and no worker is configured there: no backup can be started"
                            .formatted(wanted.get().text()),
                    HINT);
        }
    }

    /**
     * Reads {@code auto}, {@code lambda}, {@code fargate}.
     *
     * @return empty for auto
     * @throws IllegalArgumentException if it is none of them
     */
    public static Optional<WorkerKind> wanted(String text) {
        Optional<WorkerKind> kind = Arrays.stream(WorkerKind.values())
                .filter(one -> one.text().equals(text))
                .findFirst();
        if (kind.isEmpty() && !text.equals("auto")) {
            throw new IllegalArgumentException("'%s' is none of auto, lambda, fargate".formatted(text));
        }
        return kind;
    }

    /**
     * Decides.
     *
     * @param last how the last run of that kind went
     */
    public WorkerChoice choose(BackupKind kind, LastRun last) {
        if (wanted.isPresent()) {
            return new WorkerChoice(wanted.get(), "it is configured so");
        }
        if (there.size() == 1) {
            return new WorkerChoice(there.iterator().next(), "no other worker is configured");
        }
        if (last.outOfTime()) {
            return new WorkerChoice(
                    WorkerKind.FARGATE, "the last run of a %s ran out of time on lambda".formatted(kind.text()));
        }
        if (last.took().isEmpty()) {
            return new WorkerChoice(
                    WorkerKind.LAMBDA,
                    "no %s was measured yet; if one runs out of time there, the next runs on fargate"
                            .formatted(kind.text()));
        }
        Duration took = last.took().get();
        boolean isLong = took.compareTo(MOST_ON_LAMBDA) > 0;
        return new WorkerChoice(
                isLong ? WorkerKind.FARGATE : WorkerKind.LAMBDA,
                "the last %s took %s, %s 10 min".formatted(kind.text(), text(took), isLong ? "above" : "at most"));
    }

    private static String text(Duration duration) {
        long seconds = duration.toSeconds();
        return seconds < 120 ? "%d s".formatted(seconds) : "%d min %d s".formatted(seconds / 60, seconds % 60);
    }
}

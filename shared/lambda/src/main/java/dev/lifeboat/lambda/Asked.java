package dev.lifeboat.lambda;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.json.StrictJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a function or a task was asked to do, as far as that may be told.
 *
 * @param text for people; it names no more of a payload than is known to be no secret
 * @param job if it was a worker's job
 */
record Asked(String text, Optional<Job> job) {
    /** As a payload says. */
    static Asked of(@Nullable Object payload) {
        Fields fields = new Fields(payload);
        if (payload != null && fields.has("format", Job.FORMAT)) {
            return job(StrictJson.line(payload));
        }
        Optional<String> type = fields.text("detail-type");
        if (type.isPresent()) {
            Optional<String> key = fields.at("detail").at("object").text("key");
            return new Asked(
                    OneLine.of("event %s%s"
                            .formatted(
                                    type.get(), key.map(some -> " of " + some).orElse(""))),
                    Optional.empty());
        }
        return fields.text("kind")
                .map(kind -> "a backup, %s%s"
                        .formatted(
                                kind,
                                fields.text("scheduled").map(at -> ", of " + at).orElse("")))
                .map(text -> new Asked(OneLine.of(text), Optional.empty()))
                .orElseGet(() -> new Asked("something that is none of its events", Optional.empty()));
    }

    /** As a job's text says. */
    static Asked job(String json) {
        try {
            Job job = Job.parse(json);
            BackupId id = job.id();
            return new Asked("backup %s, correlation %s".formatted(id, job.correlation()), Optional.of(job));
        } catch (LifeboatException e) {
            return new Asked("a job that cannot be read", Optional.empty());
        }
    }
}

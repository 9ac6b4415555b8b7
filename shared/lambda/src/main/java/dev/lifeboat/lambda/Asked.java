package dev.lifeboat.lambda;

import dev.lifeboat.backup.BackupId;
import dev.lifeboat.error.LifeboatException;
import dev.lifeboat.job.Job;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.schedule.BackupRequest;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a function or a task was asked to do, as far as that may be told.
 *
 * @param text for people; it names no more of a payload than is known to be no secret
 * @param backup which it was about, if that can be seen
 * @param job if it was a worker's job
 */
record Asked(String text, Optional<BackupId> backup, Optional<Job> job) {
    private static final Pattern SUFFIX = Pattern.compile("\\.json\\.asc$");

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
                    key.flatMap(Asked::inKey),
                    Optional.empty());
        }
        return fields.text("kind")
                .map(kind -> wanted(kind, fields.text("scheduled")))
                .orElseGet(() -> unknown("something that is none of its events"));
    }

    /** It was asked for something that cannot be told. */
    static Asked unknown(String text) {
        return new Asked(text, Optional.empty(), Optional.empty());
    }

    private static Asked wanted(String kind, Optional<String> scheduled) {
        String text = OneLine.of("a backup, %s%s"
                .formatted(kind, scheduled.map(at -> ", of " + at).orElse("")));
        return new Asked(text, scheduled.flatMap(at -> named(kind, at)), Optional.empty());
    }

    private static Optional<BackupId> named(String kind, String scheduled) {
        try {
            BackupRequest request = BackupWanted.of(Map.of("kind", kind, "scheduled", scheduled));
            return request.scheduled().map(at -> new BackupId(at, request.kind()));
        } catch (LifeboatException e) {
            return Optional.empty();
        }
    }

    /** Of a manifest's key or a record's: whether there is such a backup, its documents say. */
    private static Optional<BackupId> inKey(String key) {
        return Stream.of(key.split("/", -1))
                .flatMap(part -> BackupId.tryParse(SUFFIX.matcher(part).replaceFirst("")).stream())
                .findFirst();
    }

    /** As a job's text says. */
    static Asked job(String json) {
        try {
            Job job = Job.parse(json);
            BackupId id = job.id();
            return new Asked(
                    "backup %s, asked for by %s".formatted(id, job.request()), Optional.of(id), Optional.of(job));
        } catch (LifeboatException e) {
            return unknown("a job that cannot be read");
        }
    }
}

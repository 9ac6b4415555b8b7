package dev.lifeboat.worker;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.lifeboat.job.Job;
import dev.lifeboat.job.run.JobRun;
import dev.lifeboat.job.run.Stop;
import dev.lifeboat.job.run.TimeLimit;
import dev.lifeboat.json.StrictJson;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionFailedException;
import dev.lifeboat.lambda.FunctionRun;
import dev.lifeboat.progress.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;

/** Started by backup-trigger with a job; does it, and takes the event by the letter, as the document that it is. */
public final class PostgresWorkerHandler implements RequestStreamHandler {
    /** No character of UTF-8 takes more than four bytes; of what is longer, the beginning is enough to be refused. */
    private static final int MOST_BYTES = 4 * (Job.MAX_CHARACTERS + 1);

    private final JobRun run;

    /** What Lambda calls. */
    public PostgresWorkerHandler() {
        this(FunctionFailedException.orFailed(
                () -> new JobRun(Wiring.settings(Environment.ofProcess()), Clock.systemUTC())));
    }

    PostgresWorkerHandler(JobRun run) {
        this.run = run;
    }

    @Override
    public void handleRequest(InputStream event, OutputStream result, Context context) throws IOException {
        String text = new String(event.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        Duration remaining = Duration.ofMillis(context.getRemainingTimeInMillis());
        WorkerResult done = FunctionRun.of(context, run.source(), () -> run(Job.parse(text), remaining));
        result.write(StrictJson.line(done).getBytes(StandardCharsets.UTF_8));
    }

    private WorkerResult run(Job job, Duration remaining) {
        FunctionRun.about(job.id());
        Stop stop = new Stop();
        try (TimeLimit _ = TimeLimit.over(stop, remaining)) {
            WorkerResult done = WorkerResult.of(job, run.run(job, stop, Progress.none()));
            done.warnings().forEach(FunctionRun::warn);
            return done;
        } finally {
            Thread.interrupted(); // what stopped this run must not stop the next one of this process
        }
    }
}

package dev.lifeboat.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import dev.lifeboat.backup.BackupId;
import dev.lifeboat.backup.SourceName;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;

/**
 * One run of a function, as its log and its metrics tell of it: every line is JSON that names the function, the request, the source,
 * the correlation id, and where it is about one, the backup.
 */
public final class FunctionRun {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionRun.class);
    private static final String SOURCE = "source";
    private static final String CORRELATION = "correlation_id";
    private static final String BACKUP = "backup";

    private FunctionRun() {}

    /**
     * Does a function's work.
     *
     * @param context of which the request's id is the correlation id of all that follows from this run
     * @throws FunctionFailedException where the work throws a LifeboatException
     */
    public static <T> T of(Context context, SourceName source, Supplier<T> work) {
        FunctionMetrics.coldStart(context, source);
        return PowertoolsLogging.withLogging(context, () -> {
            MDC.put(SOURCE, source.value());
            MDC.remove(BACKUP); // of the run before
            correlate(context.getAwsRequestId());
            try {
                T result = FunctionFailedException.orFailed(work);
                LOG.info("done");
                return result;
            } catch (FunctionFailedException e) {
                LOG.error("failed: {}", e.getMessage());
                throw e;
            }
        });
    }

    /** From now on, this run's lines carry the correlation id of what started it. */
    public static void correlate(String id) {
        MDC.put(CORRELATION, id);
    }

    /** From now on, this run's lines name the backup that it is about: by that, the runs of all functions about one are found. */
    public static void about(BackupId id) {
        MDC.put(BACKUP, id.toString());
    }

    /** Writes what somebody who reads the log should see. */
    public static void warn(String text) {
        LOG.warn("{}", text);
    }
}

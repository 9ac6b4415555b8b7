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
 * One run of a function, as its log and its metrics tell of it: every line is JSON that names the function, the request, the source
 * and the correlation id.
 */
public final class FunctionRun {
    private static final Logger LOG = LoggerFactory.getLogger(FunctionRun.class);
    private static final String SOURCE = "source";
    private static final String CORRELATION = "correlation_id";

    private FunctionRun() {}

    /**
     * Does a function's work.
     *
     * @param context of which the request's id is the correlation id, until it is known {@linkplain #about what} the run is about
     * @throws FunctionFailedException where the work throws a LifeboatException
     */
    public static <T> T of(Context context, SourceName source, Supplier<T> work) {
        FunctionMetrics.coldStart(context, source);
        return PowertoolsLogging.withLogging(context, () -> {
            MDC.put(SOURCE, source.value());
            MDC.put(CORRELATION, context.getAwsRequestId());
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

    /**
     * From now on, the correlation id is the backup that this run is about: by that, the runs of all functions about one are
     * found. Each event names it, so nobody has to hand it on, and none can lose it.
     */
    public static void about(BackupId id) {
        MDC.put(CORRELATION, id.toString());
    }

    /** Writes what somebody who reads the log should see. */
    public static void warn(String text) {
        LOG.warn("{}", text);
    }
}

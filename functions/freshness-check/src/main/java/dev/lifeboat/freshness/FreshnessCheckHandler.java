package dev.lifeboat.freshness;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionFailedException;
import dev.lifeboat.lambda.FunctionRun;
import java.util.Map;

/**
 * Started by EventBridge Scheduler every hour; looks how the backups are and tells people what is not well, or fails where it
 * has no topic for that. What the event says is not looked at: to look once too often does no harm.
 */
public final class FreshnessCheckHandler implements RequestHandler<Map<String, Object>, FreshnessResult> {
    private final BackupWatch watch;

    /** What Lambda calls. */
    public FreshnessCheckHandler() {
        this(FunctionFailedException.orFailed(() -> BackupWatch.wired(Environment.ofProcess())));
    }

    FreshnessCheckHandler(BackupWatch watch) {
        this.watch = watch;
    }

    @Override
    public FreshnessResult handleRequest(Map<String, Object> event, Context context) {
        return FunctionRun.of(context, watch.source().name(), () -> watch.run(FunctionRun::warn));
    }
}

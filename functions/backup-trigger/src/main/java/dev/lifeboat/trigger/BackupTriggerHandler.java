package dev.lifeboat.trigger;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.lifeboat.lambda.BackupWanted;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionFailedException;
import dev.lifeboat.lambda.FunctionRun;
import java.util.Map;

/** Started by EventBridge Scheduler when a backup is due, or by a person who wants one; starts the worker that makes it. */
public final class BackupTriggerHandler implements RequestHandler<Map<String, Object>, TriggerResult> {
    private final BackupTrigger trigger;

    /** What Lambda calls. */
    public BackupTriggerHandler() {
        this(FunctionFailedException.orFailed(() -> BackupTrigger.wired(Environment.ofProcess())));
    }

    BackupTriggerHandler(BackupTrigger trigger) {
        this.trigger = trigger;
    }

    @Override
    public TriggerResult handleRequest(Map<String, Object> event, Context context) {
        return FunctionRun.of(
                context, trigger.source().name(), () -> trigger.run(BackupWanted.of(event), context.getAwsRequestId()));
    }
}

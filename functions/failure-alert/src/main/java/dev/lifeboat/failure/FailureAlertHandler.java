package dev.lifeboat.failure;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionFailedException;
import dev.lifeboat.lambda.FunctionRun;
import java.util.Map;

/**
 * Started by S3 (through EventBridge) when the record of a run appears, by Lambda when an invocation of another function has
 * failed, and by ECS (through EventBridge) when a worker's task has stopped; tells people what failed.
 */
public final class FailureAlertHandler implements RequestHandler<Map<String, Object>, FailureAlertResult> {
    private final FailureAlerts alerts;

    /** What Lambda calls. */
    public FailureAlertHandler() {
        this(FunctionFailedException.orFailed(() -> FailureAlerts.wired(Environment.ofProcess())));
    }

    FailureAlertHandler(FailureAlerts alerts) {
        this.alerts = alerts;
    }

    @Override
    public FailureAlertResult handleRequest(Map<String, Object> event, Context context) {
        return FunctionRun.of(context, alerts.events().source(), () -> alerts.run(event));
    }
}

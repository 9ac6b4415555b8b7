package dev.lifeboat.anomaly;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionFailedException;
import dev.lifeboat.lambda.FunctionRun;
import dev.lifeboat.lambda.S3ObjectCreated;
import java.util.Map;

/** Started by EventBridge when a manifest appears in S3; compares that backup's size with those before it. */
public final class SizeAnomalyCheckHandler implements RequestHandler<Map<String, Object>, AnomalyResult> {
    private final SizeJudge judge;

    /** What Lambda calls. */
    public SizeAnomalyCheckHandler() {
        this(FunctionFailedException.orFailed(() -> SizeJudge.wired(Environment.ofProcess())));
    }

    SizeAnomalyCheckHandler(SizeJudge judge) {
        this.judge = judge;
    }

    @Override
    public AnomalyResult handleRequest(Map<String, Object> event, Context context) {
        return FunctionRun.of(context, judge.source().name(), () -> judge.run(S3ObjectCreated.of(event)));
    }
}

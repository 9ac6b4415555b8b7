package dev.lifeboat.offsite;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionFailedException;
import dev.lifeboat.lambda.FunctionRun;
import dev.lifeboat.lambda.Leg;
import dev.lifeboat.lambda.S3ObjectCreated;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Started by EventBridge when a manifest appears in S3; copies that backup off-site. Where one run is too short for it, it starts
 * itself to go on.
 */
public final class CrossRegionCopyHandler implements RequestHandler<Map<String, Object>, CopyResult> {
    /** What the objects that are on their way may still take, and starting the next run. */
    private static final Duration RESERVE = Duration.ofMinutes(2);

    private final OffsiteCopy copy;

    /** What Lambda calls. */
    public CrossRegionCopyHandler() {
        this(FunctionFailedException.orFailed(() -> OffsiteCopy.wired(Environment.ofProcess())));
    }

    CrossRegionCopyHandler(OffsiteCopy copy) {
        this.copy = copy;
    }

    @Override
    public CopyResult handleRequest(Map<String, Object> event, Context context) {
        return FunctionRun.of(
                context, copy.source().name(), () -> copy.run(S3ObjectCreated.of(event), leg(event, context)));
    }

    private static Leg leg(Map<String, Object> event, Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
        return Leg.of(event, Instant.now().plus(left).minus(RESERVE));
    }
}

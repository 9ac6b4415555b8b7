package dev.lifeboat.offsite;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.lifeboat.lambda.Environment;
import dev.lifeboat.lambda.FunctionFailedException;
import dev.lifeboat.lambda.S3ObjectCreated;
import java.util.Map;

/** Started by EventBridge when a manifest appears in S3; copies that backup off-site. */
public final class CrossRegionCopyHandler implements RequestHandler<Map<String, Object>, CopyResult> {
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
        return FunctionFailedException.orFailed(() -> copy.run(S3ObjectCreated.of(event)));
    }
}

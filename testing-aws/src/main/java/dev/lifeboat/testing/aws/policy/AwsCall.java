package dev.lifeboat.testing.aws.policy;

import dev.lifeboat.testing.aws.SentRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that a request asks for, as policies name it.
 *
 * @param action such as {@code s3:GetObject}
 * @param resource its ARN; or its name, where the request has but that
 * @param context condition keys that are set, and to what
 */
public record AwsCall(String action, String resource, Map<String, String> context) {
    public AwsCall {
        context = Map.copyOf(context);
    }

    AwsCall(String action, String resource) {
        this(action, resource, Map.of());
    }

    /**
     * All that a request asks for: a copy in S3 reads as well.
     *
     * @throws AssertionError if it is not known what policies call it
     */
    public static List<AwsCall> of(SentRequest request) {
        return ServiceCalls.of(request).map(List::of).orElseGet(() -> S3Calls.of(request));
    }

    /** The same with a condition key set. */
    public AwsCall with(String key, String value) {
        Map<String, String> more = new HashMap<>(context);
        more.put(key, value);
        return new AwsCall(action, resource, more);
    }
}

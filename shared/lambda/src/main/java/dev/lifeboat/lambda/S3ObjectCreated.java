package dev.lifeboat.lambda;

import dev.lifeboat.error.ErrorCode;
import dev.lifeboat.error.LifeboatException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * S3's event Object Created as EventBridge delivers it, of which functions need this much. What else it says, such as {@code
 * reason}, depends on how the object was written.
 *
 * @param key as it is: EventBridge's events do not encode it, those that S3 sends elsewhere do
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge event message structure</a>
 */
public record S3ObjectCreated(String bucket, String key) {
    private static final int LONGEST_SHOWN = 100;

    /**
     * Reads the event.
     *
     * @throws LifeboatException CONFIGURATION_INVALID if it is another one: whatever sends it here is set up wrongly, and the
     *     events that should come may be going elsewhere
     */
    public static S3ObjectCreated of(@Nullable Map<String, Object> event) {
        Fields fields = new Fields(event);
        if (!is(event)) {
            throw another(
                    "source %s and detail-type %s".formatted(shown(fields, "source"), shown(fields, "detail-type")));
        }
        Fields detail = fields.at("detail");
        Optional<String> bucket = detail.at("bucket").text("name");
        Optional<String> key = detail.at("object").text("key");
        if (bucket.isPresent() && key.isPresent()) {
            return new S3ObjectCreated(bucket.get(), key.get());
        }
        throw another("no name of a bucket and an object in its detail");
    }

    /** Whether an event is one. */
    public static boolean is(@Nullable Map<String, Object> event) {
        Fields fields = new Fields(event);
        return fields.has("source", "aws.s3") && fields.has("detail-type", "Object Created");
    }

    private static String shown(Fields event, String name) {
        String text = event.text(name).map("'%s'"::formatted).orElse("none");
        return text.substring(0, Math.min(LONGEST_SHOWN, text.length()));
    }

    private static LifeboatException another(String seen) {
        return new LifeboatException(
                ErrorCode.CONFIGURATION_INVALID,
                "an event is not the Object Created of S3 through EventBridge, it has %s: nothing was done"
                        .formatted(seen),
                "see what starts this function; docs/aws.md has the pattern of its rule");
    }
}

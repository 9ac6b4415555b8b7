package dev.lifeboat.aws;

import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;

/** The small object at a store's root that says what this is, and by which a new store is tried out. */
final class S3Marker {
    private static final String NAME = ".lifeboat-store";
    private static final String NOTE = "Lifeboat keeps backups here: do not change or delete anything by hand\n";
    private static final int PRECONDITION_FAILED = 412;

    private final Bucket bucket;

    S3Marker(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Puts it there, and once more: the second time has to be refused, or nothing would be safe from being overwritten. */
    void place() {
        boolean created = put();
        boolean overwritten = created && put();
        if (overwritten) {
            throw bucket.failure().overwrites();
        }
    }

    private boolean put() {
        try {
            bucket.client()
                    .putObject(
                            request -> request.bucket(bucket.name())
                                    .key(bucket.location().inBucket(NAME))
                                    .ifNoneMatch("*")
                                    .applyMutation(new ObjectProperties(bucket.settings())::apply),
                            RequestBody.fromBytes(NOTE.getBytes(StandardCharsets.UTF_8)));
            return true;
        } catch (AwsServiceException e) {
            if (e.statusCode() == PRECONDITION_FAILED) {
                return false;
            }
            throw bucket.failure().of(e, "it does not become a store");
        } catch (SdkException e) {
            throw bucket.failure().of(e, "it does not become a store");
        }
    }
}

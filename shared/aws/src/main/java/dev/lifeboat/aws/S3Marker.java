package dev.lifeboat.aws;

import java.nio.charset.StandardCharsets;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The small object at a store's root that says what this is, and by which a new store is tried out. */
final class S3Marker {
    private static final String NAME = ".lifeboat-store";
    private static final byte[] NOTE =
            "Lifeboat keeps backups here: do not change or delete anything by hand\n".getBytes(StandardCharsets.UTF_8);
    private static final int PRECONDITION_FAILED = 412;

    private final Bucket bucket;
    private final PartBuffer note = new PartBuffer(List.of(new byte[NOTE.length]));

    S3Marker(Bucket bucket) {
        this.bucket = bucket;
        note.add(NOTE, 0, NOTE.length);
    }

    /**
     * Puts it there, and once more: the second time has to be refused, or nothing would be safe from being overwritten. So it
     * is, too, where the first was refused: that may be an answer to its repetition.
     */
    void place() {
        put();
        boolean overwritten = put();
        if (overwritten) {
            throw bucket.failure().overwrites();
        }
    }

    /** AWS takes no object that it has to lock without one. */
    private void addChecksum(PutObjectRequest.Builder request) {
        if (bucket.settings().confirmsCrc32c()) {
            request.checksumCRC32C(Creation.encoded(note.crc32c()));
        } else {
            request.contentMD5(note.md5());
        }
    }

    private boolean put() {
        try {
            bucket.client()
                    .putObject(
                            request -> {
                                request.bucket(bucket.name())
                                        .key(bucket.location().inBucket(NAME))
                                        .ifNoneMatch("*")
                                        .applyMutation(new ObjectProperties(bucket.settings())::apply);
                                addChecksum(request);
                            },
                            note.body());
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

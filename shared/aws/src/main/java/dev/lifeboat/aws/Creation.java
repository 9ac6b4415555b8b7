package dev.lifeboat.aws;

import dev.lifeboat.store.CreateOutcome;
import dev.lifeboat.store.ObjectKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectResult;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/**
 * Creates one object, create-only. Each creation draws a token and stores it beside the bytes: where an answer was lost, and
 * where the repetition of a request is told that the name is taken, the token says whether the object is this one.
 */
final class Creation {
    private static final String TOKEN = "lifeboat-upload";
    private static final String ONLY_IF_NONE = "*";
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int NOT_FOUND = 404;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int MOST_CONFLICTS = 8;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Bucket bucket;
    private final ObjectKey key;
    private final ObjectProperties properties;
    private final String token = token();

    Creation(Bucket bucket, ObjectKey key) {
        this.bucket = bucket;
        this.key = key;
        this.properties = new ObjectProperties(bucket.settings());
    }

    private static String token() {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random); // it tells apart, it does not protect
        return HexFormat.of().formatHex(random);
    }

    /** A CRC-32C as S3 writes it. */
    static String encoded(int crc32c) {
        return Base64.getEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Integer.BYTES).putInt(crc32c).array());
    }

    /** Makes sure that the service found the checksum that was sent; one that does not know checksums says nothing. */
    static void requireConfirmed(Bucket bucket, ObjectKey key, String sent, @Nullable String confirmed) {
        if (!sent.equals(confirmed)) {
            throw bucket.failure()
                    .unconfirmed(key, Optional.ofNullable(confirmed).orElse("none"));
        }
    }

    /** Stores it by one request. */
    CreateOutcome put(PartBuffer whole) {
        String checksum = encoded(whole.crc32c());
        return settle(checksum, () -> {
            PutObjectResponse answer = bucket.client()
                    .putObject(
                            request -> {
                                request.bucket(bucket.name())
                                        .key(bucket.inBucket(key))
                                        .contentLength(whole.size())
                                        .ifNoneMatch(ONLY_IF_NONE)
                                        .metadata(Map.of(TOKEN, token))
                                        .overrideConfiguration(call -> call.apiCallAttemptTimeout(
                                                bucket.settings().limits().moving(whole.size())));
                                if (confirmsCrc32c()) {
                                    request.checksumCRC32C(checksum);
                                } else {
                                    request.contentMD5(whole.md5());
                                }
                                properties.apply(request);
                            },
                            whole.body());
            return Stored.of(answer.versionId(), answer.checksumCRC32C());
        });
    }

    /** Begins to store it in parts. */
    Multipart inParts(PartMemory memory) {
        return new Multipart(bucket, memory, key, begin(), PartSizes.MOST_PARTS);
    }

    private String begin() {
        try {
            CreateMultipartUploadResponse answer = bucket.client().createMultipartUpload(request -> {
                request.bucket(bucket.name()).key(bucket.inBucket(key)).metadata(Map.of(TOKEN, token));
                if (confirmsCrc32c()) {
                    request.checksumAlgorithm(ChecksumAlgorithm.CRC32_C).checksumType(ChecksumType.FULL_OBJECT);
                }
                properties.apply(request);
            });
            return answer.uploadId();
        } catch (SdkException e) {
            throw failure(e);
        }
    }

    /** Begins to store it in parts that the service takes from another object. */
    CopiedParts inCopiedParts(Bucket from, Held source, int crc32c) {
        return new CopiedParts(bucket, key, begin(), from, source, crc32c);
    }

    /**
     * Has the service copy it by one request.
     *
     * @return empty if this service knows no condition on that
     */
    Optional<CreateOutcome> copy(Bucket from, Held source, int crc32c) {
        String checksum = encoded(crc32c);
        try {
            return Optional.of(settle(checksum, () -> copied(from, source)));
        } catch (NotImplemented e) {
            return Optional.empty();
        }
    }

    private static final class NotImplemented extends RuntimeException {
        NotImplemented(AwsServiceException cause) {
            super(cause);
        }
    }

    private Stored copied(Bucket from, Held source) {
        try {
            CopyObjectResponse answer = bucket.client().copyObject(request -> {
                request.sourceBucket(from.name())
                        .sourceKey(from.inBucket(key))
                        .copySourceIfMatch(source.etag())
                        .destinationBucket(bucket.name())
                        .destinationKey(bucket.inBucket(key))
                        .ifNoneMatch(ONLY_IF_NONE)
                        .metadataDirective(MetadataDirective.REPLACE)
                        .metadata(Map.of(TOKEN, token))
                        .taggingDirective(TaggingDirective.REPLACE)
                        .checksumAlgorithm(ChecksumAlgorithm.CRC32_C)
                        .overrideConfiguration(call -> call.apiCallAttemptTimeout(
                                bucket.settings().limits().moving(source.bytes())));
                source.named().ifPresent(request::sourceVersionId);
                properties.apply(request);
            });
            CopyObjectResult result = answer.copyObjectResult();
            return Stored.of(answer.versionId(), result == null ? null : result.checksumCRC32C());
        } catch (AwsServiceException e) {
            if (e.statusCode() == NOT_IMPLEMENTED) {
                throw new NotImplemented(e);
            }
            throw e;
        }
    }

    /** Makes its parts the object. */
    CreateOutcome complete(Parts parts) {
        String checksum = encoded(parts.crc32c());
        CreateOutcome outcome = settle(checksum, () -> {
            CompleteMultipartUploadResponse answer = bucket.client().completeMultipartUpload(request -> {
                request.bucket(bucket.name())
                        .key(bucket.inBucket(key))
                        .uploadId(parts.id())
                        .ifNoneMatch(ONLY_IF_NONE)
                        .mpuObjectSize(parts.bytes())
                        .multipartUpload(parts.all())
                        .overrideConfiguration(call -> call.apiCallAttemptTimeout(
                                bucket.settings().limits().moving(parts.bytes())));
                if (confirmsCrc32c()) {
                    request.checksumType(ChecksumType.FULL_OBJECT).checksumCRC32C(checksum);
                }
            });
            return Stored.of(answer.versionId(), answer.checksumCRC32C());
        });
        if (outcome instanceof CreateOutcome.Created) {
            parts.becameObject();
        }
        return outcome;
    }

    /** What an answer says of the object that it made. */
    private record Stored(String version, Optional<String> checksum) {
        static Stored of(@Nullable String version, @Nullable String checksum) {
            return new Stored(Optional.ofNullable(version).orElse(Held.NULL_VERSION), Optional.ofNullable(checksum));
        }
    }

    /** Sends the request that creates, and makes an outcome of whatever is answered, or is not. */
    private CreateOutcome settle(String checksum, Supplier<Stored> creating) {
        for (int conflicts = 0; ; conflicts++) {
            try {
                return created(checksum, creating.get());
            } catch (AwsServiceException e) {
                if (e.statusCode() == PRECONDITION_FAILED) {
                    return taken(checksum, e);
                }
                Optional<CreateOutcome> outcome = found(checksum, e);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
                if (e.statusCode() != CONFLICT || conflicts == MOST_CONFLICTS) {
                    throw e.statusCode() == CONFLICT ? bucket.failure().rivals(key, e) : failure(e);
                }
                pause(conflicts);
            } catch (SdkException e) {
                return found(checksum, e).orElseThrow(() -> failure(e));
            }
        }
    }

    /** What the answer leaves open, the object says: AWS gives no checksum for parts that it encrypted by KMS. */
    private CreateOutcome created(String checksum, Stored stored) {
        stored.checksum().ifPresent(confirmed -> confirm(checksum, confirmed));
        Held oldest = bucket.find(key).orElseThrow(() -> bucket.failure().lost(key));
        boolean ours = oldest.version().equals(stored.version());
        boolean confirmed = !confirmsCrc32c() || stored.checksum().isPresent();
        return ours && confirmed ? new CreateOutcome.Created(oldest.status()) : outcome(checksum, oldest);
    }

    private void confirm(String sent, @Nullable String confirmed) {
        if (confirmsCrc32c()) {
            requireConfirmed(bucket, key, sent, confirmed);
        }
    }

    /** The name is taken: by this creation, whose answer was lost, or by another. */
    private CreateOutcome taken(String checksum, SdkException cause) {
        return bucket.find(key).map(held -> outcome(checksum, held)).orElseThrow(() -> failure(cause));
    }

    /** What is there after a request of which nobody knows what became; empty if nothing is. */
    private Optional<CreateOutcome> found(String checksum, SdkException cause) {
        if (!mayHaveBeenDone(cause)) {
            return Optional.empty();
        }
        return bucket.find(key).map(held -> outcome(checksum, held));
    }

    /** A service that refused did nothing; a missing multipart upload may have become the object before. */
    private static boolean mayHaveBeenDone(SdkException cause) {
        return !(cause instanceof AwsServiceException answer)
                || answer.statusCode() >= 500
                || answer.statusCode() == CONFLICT
                || (answer.statusCode() == NOT_FOUND && !S3Failure.code(answer).equals("NoSuchBucket"));
    }

    private CreateOutcome outcome(String checksum, Held held) {
        HeadObjectResponse head = head(held);
        if (!token.equals(head.metadata().get(TOKEN))) {
            return new CreateOutcome.AlreadyThere(key);
        }
        confirm(checksum, head.checksumCRC32C());
        return new CreateOutcome.Created(held.status());
    }

    private HeadObjectResponse head(Held held) {
        try {
            return bucket.client()
                    .headObject(bucket.head(key, held.version(), held.latest())
                            .checksumMode(ChecksumMode.ENABLED)
                            .build());
        } catch (SdkException e) {
            throw bucket.failure().of(e, "object %s is not stored".formatted(key));
        }
    }

    private boolean confirmsCrc32c() {
        return bucket.settings().confirmsCrc32c();
    }

    private RuntimeException failure(SdkException cause) {
        return bucket.failure().notStored(cause, key, bucket.settings().lock());
    }

    private void pause(int conflicts) {
        try {
            Thread.sleep(PAUSE.multipliedBy(1L << conflicts).toMillis()
                    + ThreadLocalRandom.current().nextLong(PAUSE.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw bucket.failure().of(e, "object %s is not stored".formatted(key));
        }
    }
}

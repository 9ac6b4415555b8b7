package dev.lifeboat.aws;

import dev.lifeboat.store.ObjectKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Spliterator;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/** A bucket, the way to it, and how it is told what went wrong there. */
record Bucket(S3Client client, S3Location location, S3Settings settings, S3Failure failure) {
    private static final int PAGE = 1_000;

    /** Names that only begin like the one that is looked for come after it, so few are enough. */
    private static final int PAGE_OF_ONE = 10;

    /** Everything whose key begins so. */
    Spliterator<Held> list(String start) {
        return new VersionListing(client, location, failure, location.inBucket(start), PAGE);
    }

    Optional<Held> find(ObjectKey key) {
        VersionListing beginningSo = new VersionListing(client, location, failure, inBucket(key), PAGE_OF_ONE);
        return StreamSupport.stream(beginningSo, false)
                .findFirst()
                .filter(held -> held.key().equals(key));
    }

    /**
     * A question for one version of an object.
     *
     * @param latest whether nothing lies over it. moto does not take the null version's name in a bucket that keeps no
     *     versions, where that is always so.
     */
    HeadObjectRequest.Builder head(ObjectKey key, String version, boolean latest) {
        HeadObjectRequest.Builder request =
                HeadObjectRequest.builder().bucket(name()).key(inBucket(key));
        return latest && version.equals(Held.NULL_VERSION) ? request : request.versionId(version);
    }

    /** The CRC-32C of a whole object as the service keeps it; it may have none, or only those of its parts. */
    Optional<String> crc32c(Held held) {
        if (!settings.confirmsCrc32c()) {
            return Optional.empty();
        }
        try {
            String checksum = client.headObject(head(held.key(), held.version(), held.latest())
                            .checksumMode(ChecksumMode.ENABLED)
                            .build())
                    .checksumCRC32C();
            return Optional.ofNullable(checksum)
                    .filter(encoded -> !encoded.contains("-"))
                    .map(encoded -> HexFormat.of().formatHex(Base64.getDecoder().decode(encoded)));
        } catch (SdkException e) {
            throw failure.of(e, "the checksum of object %s is not known".formatted(held.key()));
        }
    }

    String inBucket(ObjectKey key) {
        return location.inBucket(key.value());
    }

    String name() {
        return location.bucket();
    }
}

package dev.lifeboat.aws;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * How to reach a bucket, and what every object in it gets.
 *
 * @param endpoint of a server that is compatible with S3; AWS's own if empty
 * @param pathStyle whether a bucket is named in a request's path rather than in its host name
 * @param region of the bucket; the default chain's if empty (AWS_REGION, the profile, the instance)
 * @param kmsKey by which S3 encrypts objects once more; the bucket's own way if empty
 * @param storageClass such as STANDARD_IA; the bucket's own if empty
 * @param lock how long new objects can be neither deleted nor overwritten; as the bucket says if empty
 * @param confirmsCrc32c whether the service has to confirm the CRC-32C of each part and object; false for old servers
 * @param limits on the time that calls may take
 */
public record S3Settings(
        Optional<URI> endpoint,
        boolean pathStyle,
        Optional<String> region,
        Optional<String> kmsKey,
        Optional<String> storageClass,
        Optional<Lock> lock,
        boolean confirmsCrc32c,
        Limits limits) {
    /** AWS's own S3, with what the environment and the bucket say. */
    public static final S3Settings DEFAULT = new S3Settings(
            Optional.empty(),
            false,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            true,
            Limits.DEFAULT);

    /**
     * Object Lock retention from the moment of the upload.
     *
     * @param compliance whether nobody at all can shorten it; otherwise those who may bypass governance can
     */
    public record Lock(Duration period, boolean compliance) {
        /** A hundred years, as S3 has it. */
        public static final int MOST_DAYS = 36_500;

        public Lock {
            if (!period.isPositive()) {
                throw new IllegalArgumentException("a lock of " + period);
            }
        }
    }

    /**
     * How long is waited, and how often tried.
     *
     * @param connect for a connection
     * @param silence between two bytes, or for an answer's first
     * @param call for one try of a call, besides the time that its bytes may take
     * @param bytesPerSecond how fast bytes have to flow at least
     * @param tries of one call, 1 or more
     */
    public record Limits(Duration connect, Duration silence, Duration call, int bytesPerSecond, int tries) {
        static final Limits DEFAULT =
                new Limits(Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofMinutes(2), 32 << 10, 8);

        /** For one try of a call that moves so many bytes. */
        Duration moving(long bytes) {
            return call.plusSeconds(bytes / bytesPerSecond);
        }
    }
}
